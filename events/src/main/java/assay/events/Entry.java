package assay.events;

/** One record of a topic as a reader sees it. Whatever stands in a topic gives an entry: reading never fails on one record. */
public sealed interface Entry {

    /** Where the record stands. */
    Position position();

    /** A topic partition and an offset. */
    record Position(Topic topic, int partition, long offset) {
    }

    /** A record that could be read. */
    record Readable(Position position, Envelope envelope) implements Entry {
    }

    /** A record of a type that this build does not know: kept and skipped. */
    record UnknownType(Position position, String key, String type) implements Entry {
    }

    /** A record that cannot be decoded: skipped, and listed as a dead letter. */
    record Undecodable(Position position, String key, String reason) implements Entry {
    }
}
