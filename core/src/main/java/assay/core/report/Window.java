package assay.core.report;

import assay.core.results.LatencyHistogram;
import assay.events.JobName;
import assay.events.Measurement;
import java.time.Duration;
import java.util.Optional;

/** One measured window of a client: a repetition and what it gave. */
public record Window(JobName client, int repetition, Measurement measurement) {

    /** How long it was. */
    public double seconds() {
        return Math.max(0, Duration.between(measurement.start(), measurement.end()).toNanos() / 1e9);
    }

    /** Its latencies; empty when there are none, or none that can be read. */
    Optional<LatencyHistogram> histogram() {
        return measurement.latency().isEmpty() ? Optional.empty() : LatencyHistogram.decode(measurement.latency());
    }
}
