package assay.cluster.doctor;

/** How something is that was looked at. */
public enum Grade {
    /** As it has to be. */
    GOOD,
    /** Runs are carried through, but something is missing or cannot be told. */
    DOUBTFUL,
    /** Runs will fail, or be refused. */
    BROKEN
}
