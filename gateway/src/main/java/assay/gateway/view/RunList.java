package assay.gateway.view;

import assay.core.view.RunEntry;
import assay.core.view.RunPage;
import assay.events.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All runs as they are listed, newest first and by their ids. Not thread-safe. */
final class RunList {
    private static final String LATEST = "latest";
    private final SortedMap<Place, RunEntry> byPlace = new TreeMap<>();
    private final TreeMap<String, RunEntry> byId = new TreeMap<>();

    void put(RunEntry run) {
        RunEntry before = byId.put(run.id().value(), run);
        if (before != null && !before.requestedAt().equals(run.requestedAt())) {
            byPlace.remove(Place.of(before));
        }
        byPlace.put(Place.of(run), run);
    }

    Optional<RunEntry> run(RunId id) {
        return Optional.ofNullable(byId.get(id.value()));
    }

    /** The runs that a name may mean: {@code latest}, or a beginning of an id. */
    List<RunEntry> named(String name) {
        if (name.equals(LATEST)) {
            return byPlace.values().stream().filter(run -> !run.planned()).limit(1).toList();
        }
        return byId.tailMap(name, true).values().stream().takeWhile(run -> run.id().value().startsWith(name)).toList();
    }

    /** The runs behind a place that a filter takes. */
    RunPage page(RunFilter filter, int limit, Optional<Place> behind) {
        List<RunEntry> found = new ArrayList<>();
        for (Map.Entry<Place, RunEntry> next : behind.map(byPlace::tailMap).orElse(byPlace).entrySet()) {
            boolean taken = filter.takes(next.getValue()) && behind.filter(next.getKey()::equals).isEmpty();
            if (taken && found.size() == limit) {
                return new RunPage(found, Place.of(found.getLast()).cursor());
            }
            if (taken) {
                found.add(next.getValue());
            }
        }
        return new RunPage(found, "");
    }
}
