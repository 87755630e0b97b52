package assay.core.run;

import assay.events.EventId;
import java.util.List;

/**
 * A run's book-keeping: which events were read, and how many of each type and subject, so that ids of further ones can be computed.
 *
 * @param ledger     all events read, superseded ones included
 * @param superseded how many changed nothing because they did not fit
 * @param lastRead   id of the event read last
 */
public record Book(Ledger ledger, int superseded, EventId lastRead) {
    /** Nothing was read. */
    public static final Book EMPTY = new Book(Ledger.EMPTY, 0, new EventId(""));

    /** Ids of all events read, in that order. */
    public List<EventId> seen() {
        return ledger.ids();
    }

    /** True when the event was read. */
    boolean holds(EventId id) {
        return ledger.holds(id);
    }

    /** How many events of this type and subject were read. */
    int ordinal(String typeAndSubject) {
        return ledger.count(typeAndSubject);
    }

    Book read(EventId id, String typeAndSubject) {
        return new Book(ledger.with(id, typeAndSubject), superseded, id);
    }

    Book supersededOne() {
        return new Book(ledger, superseded + 1, lastRead);
    }
}
