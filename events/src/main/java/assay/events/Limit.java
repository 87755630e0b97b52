package assay.events;

/**
 * A limit of a cluster on what one user may have there at the same time.
 *
 * @param scope what it belongs to: {@code partition}, {@code qos} or {@code account}
 * @param name  of that partition, QOS or account
 * @param kind  what is limited
 * @param most  how many
 * @param word  the cluster's own word for it, such as {@code MaxJobsPU}
 */
public record Limit(String scope, String name, Kind kind, long most, String word) {
    /** What is limited. */
    public enum Kind {
        /** Jobs that run. */
        RUNNING_JOBS,
        /** Jobs that run or wait. */
        SUBMITTED_JOBS,
        /** Nodes in use. */
        NODES,
        /** CPUs in use. */
        CPUS
    }
}
