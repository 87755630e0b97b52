package assay.core.report;

import assay.core.results.Timings;
import assay.events.Measurement;
import java.time.Duration;
import java.util.List;

/**
 * One measured window of a client: a repetition and what it gave.
 *
 * @param client      the recipe's client
 * @param measurement of all replicas together, in the window that they have in common; nothing measured when one of them is missing
 * @param replicas    what each job gave, in order
 * @param spreads     figures of the replicas that make no single number
 */
public record Window(String client, int repetition, Measurement measurement, List<Replica> replicas, List<Spread> spreads) {
    public Window {
        replicas = List.copyOf(replicas);
        spreads = List.copyOf(spreads);
    }

    /** How long it was. */
    public double seconds() {
        return Math.max(0, Duration.between(measurement.start(), measurement.end()).toNanos() / 1e9);
    }

    /** How long the shortest window of its replicas was. */
    double shortest() {
        return replicas.stream().mapToDouble(Replica::seconds).min().orElse(0);
    }

    /** All its times, of replicas merged. */
    public List<TimingResult> timings() {
        return TimingResult.of(Timings.of(measurement));
    }

    boolean measured() {
        return measurement.measured();
    }
}
