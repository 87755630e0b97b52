package assay.core.run;

import assay.events.Copies;
import assay.events.EventId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A run's book-keeping: which events were read, and how many of each type and subject, so that ids of further ones can be computed.
 *
 * @param seen       ids of all events read
 * @param ordinals   {@code type|subject} to how many were read, superseded ones included
 * @param superseded how many changed nothing because they did not fit
 * @param lastRead   id of the event read last
 */
public record Book(Set<EventId> seen, Map<String, Integer> ordinals, int superseded, EventId lastRead) {
    private static final EventId NONE = new EventId("");
    /** Nothing was read. */
    public static final Book EMPTY = new Book(Set.of(), Map.of(), 0, NONE);

    public Book {
        seen = Collections.unmodifiableSet(new LinkedHashSet<>(seen));
        ordinals = Copies.ordered(ordinals);
    }

    /** How many events of this type and subject were read. */
    public int ordinal(String typeAndSubject) {
        return ordinals.getOrDefault(typeAndSubject, 0);
    }

    Book read(EventId id, String typeAndSubject) {
        Set<EventId> ids = new LinkedHashSet<>(seen);
        ids.add(id);
        Map<String, Integer> counts = new LinkedHashMap<>(ordinals);
        counts.merge(typeAndSubject, 1, Integer::sum);
        return new Book(ids, counts, superseded, id);
    }

    Book supersededOne() {
        return new Book(seen, ordinals, superseded + 1, lastRead);
    }
}
