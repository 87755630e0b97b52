package assay.log;

/**
 * How topics are made where they are missing. The number of partitions is for ever: a run's events stay in the one its id hashes to.
 *
 * @param partitions    of each topic
 * @param flushEachWrite whether what nobody may lose is written to the disk before it is acknowledged; for a broker without replicas
 */
public record TopicLayout(int partitions, boolean flushEachWrite) {
    /** For the broker in this process: one partition, no replica, so every write is flushed. */
    public static final TopicLayout EMBEDDED = new TopicLayout(1, true);
    /** For a cluster of brokers: replicas keep what one broker loses. */
    public static final TopicLayout SHARED = new TopicLayout(12, false);
}
