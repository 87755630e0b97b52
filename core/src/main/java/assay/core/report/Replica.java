package assay.core.report;

import assay.core.results.LatencyHistogram;
import assay.events.JobName;
import assay.events.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one job measured in one repetition; a client without replicas has one job that does. */
public record Replica(JobName job, int number, Measurement measurement) {

    /** How long its window was. */
    public double seconds() {
        return Math.max(0, Duration.between(measurement.start(), measurement.end()).toNanos() / 1e9);
    }

    /** Its latencies; empty when there are none, or none that can be read. */
    Optional<LatencyHistogram> histogram() {
        return measurement.latency().isEmpty() ? Optional.empty() : LatencyHistogram.decode(measurement.latency());
    }

    /** Whether it is known when its window began and ended. */
    boolean bounded() {
        return measurement.end().isAfter(measurement.start());
    }

    /** Whether some moment from the one to the other lies in its window. */
    boolean touches(Instant from, Instant to) {
        return !to.isBefore(measurement.start()) && !from.isAfter(measurement.end());
    }
}
