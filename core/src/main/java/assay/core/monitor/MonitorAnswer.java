package assay.core.monitor;

import assay.events.JobEvent.MetricsSummarised;
import assay.events.RunId;

/** What comes back from sampling. */
public sealed interface MonitorAnswer {
    /** A run's metrics were summed up. */
    record Summarised(RunId run, MetricsSummarised event) implements MonitorAnswer {
    }

    /** Samples were taken; they stand in the metrics topic, not in the log of record. */
    record Sampled(int samples) implements MonitorAnswer {
    }
}
