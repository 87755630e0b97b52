package assay.log;

/** How the instances of an Assay service share the partitions of the log of record. */
public sealed interface Sharing {
    /** There is one instance, which works on all of them from its start on; a second one fences it off. */
    record Alone() implements Sharing {
    }

    /**
     * Each partition is worked on by one of the instances, which find out by a consumer group who that is; those that are left over stand by.
     *
     * @param instance a name by which a restarted instance takes the place of its predecessor at once; empty where it may wait until that is missed
     */
    record Group(String instance) implements Sharing {
    }
}
