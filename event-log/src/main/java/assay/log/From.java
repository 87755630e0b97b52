package assay.log;

/** Where a {@link Follower} begins to read. */
public sealed interface From {
    /** At the first record that the topic still holds. */
    record Beginning() implements From {
    }

    /** Behind what can be read now; a transaction that is being committed at this moment is still shown. */
    record End() implements From {
    }

    /** At this offset of every topic partition followed; records before it are left out. */
    record Offset(long offset) implements From {
    }
}
