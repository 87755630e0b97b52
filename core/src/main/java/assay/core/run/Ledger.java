package assay.core.run;

import assay.events.EventId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events of a run were read, in order, with the type and subject of each. Never changes: one more event makes another ledger, which shares
 * what both hold, so that reading a long run costs no more for each event than reading a short one. Those that come of one another are confined to
 * one thread.
 */
public final class Ledger {
    /** Nothing was read. */
    static final Ledger EMPTY = new Ledger(new Shared(), 0);
    private final Shared shared;
    private final int size;

    private Ledger(Shared shared, int size) {
        this.shared = shared;
        this.size = size;
    }

    /** What all ledgers of one line hold; each knows how much of it is its own. Only the longest one adds to it. */
    private static final class Shared {
        private final List<EventId> ids = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final Map<EventId, Integer> places = new HashMap<>();
        private final Map<String, List<Integer>> placesOfKey = new HashMap<>();

        void add(EventId id, String key) {
            places.putIfAbsent(id, ids.size());
            placesOfKey.computeIfAbsent(key, any -> new ArrayList<>()).add(ids.size());
            ids.add(id);
            keys.add(key);
        }
    }

    /** This ledger and one more event. */
    Ledger with(EventId id, String key) {
        Shared longer = size > 0 && shared.ids.size() == size ? shared : copy();
        longer.add(id, key);
        return new Ledger(longer, size + 1);
    }

    private Shared copy() {
        Shared copy = new Shared();
        for (int i = 0; i < size; i++) {
            copy.add(shared.ids.get(i), shared.keys.get(i));
        }
        return copy;
    }

    /** True when the event was read. */
    boolean holds(EventId id) {
        Integer place = shared.places.get(id);
        return place != null && place < size;
    }

    /** How many events of this type and subject were read. */
    int count(String key) {
        List<Integer> places = shared.placesOfKey.getOrDefault(key, List.of());
        int count = places.size();
        while (count > 0 && places.get(count - 1) >= size) {
            count--;
        }
        return count;
    }

    /** The events, in the order read. */
    public List<EventId> ids() {
        return List.copyOf(shared.ids.subList(0, size));
    }

    private List<String> keys() {
        return shared.keys.subList(0, size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ledger ledger && size == ledger.size && ids().equals(ledger.ids()) && keys().equals(ledger.keys());
    }

    @Override
    public int hashCode() {
        return 31 * ids().hashCode() + keys().hashCode();
    }

    @Override
    public String toString() {
        return ids() + " " + keys();
    }
}
