package assay.events;

/** The three topics. All are keyed by run id and never compacted, because compaction would destroy replay. */
public enum Topic {
    /** The public inbox: anybody may ask for a run. Only the parser reads it. */
    RECIPES("assay.recipes"),
    /** The log of record: every decision and observation of a run in one total order. */
    JOBS("assay.jobs"),
    /** Samples and progress for whoever wants them; no promise depends on it. */
    METRICS("assay.metrics");

    private final String topicName;

    Topic(String topicName) {
        this.topicName = topicName;
    }

    /** The topic's name in Kafka. */
    public String topicName() {
        return topicName;
    }
}
