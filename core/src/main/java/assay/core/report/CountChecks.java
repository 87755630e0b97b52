package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.results.ErrorCounts;
import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.events.Measurement;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The checks of what a client counted in its measured windows, replica by replica. What it does not count is said; then it must at least have
 * given a figure.
 */
final class CountChecks {
    /** The share of failed operations above which the numbers describe something else than was asked. */
    private static final double MOST_ERRORS = 0.01;
    private static final String NOT_COUNTED = "not counted";

    private final String client;
    private final List<Window> windows;
    private final List<Replica> replicas;

    /** Of measured windows, at least one. */
    CountChecks(String client, List<Window> windows) {
        this.client = client;
        this.windows = windows;
        this.replicas = windows.stream().flatMap(window -> window.replicas().stream()).toList();
    }

    List<Check> all() {
        return List.of(figures(), enough(), errors(), skipped(), accounting());
    }

    private Check figures() {
        long fewest = replicas.stream().mapToLong(replica -> replica.measurement().figures().stream().filter(figure -> Double.isFinite(figure.value())).count()).min().orElse(0);
        return check("figures in a window", fewest == 0 ? "none in the worst" : "at least " + fewest, "at least 1", fewest > 0, INVALID);
    }

    private Check enough() {
        if (!counted(Measurement::operations)) {
            return check("operations in a window", NOT_COUNTED, "more than 0", false, NOTE);
        }
        if (replicas.stream().anyMatch(replica -> replica.measurement().operations() == 0)) {
            return check("operations in a window", "0 in the worst", "more than 0", false, INVALID);
        }
        long fewest = windows.stream().mapToLong(window -> window.measurement().operations()).min().orElse(0);
        return check("operations in a window", "at least " + Numbers.count(fewest), "at least " + Percentile.P99.fewest() + ", to carry a 99th percentile",
                Percentile.P99.carriedBy(fewest), NOTE);
    }

    private Check errors() {
        String expected = "0; above " + percent(MOST_ERRORS) + " the run is invalid";
        if (!counted(Measurement::failed)) {
            return check("failed operations", NOT_COUNTED, expected, false, NOTE);
        }
        return check("failed operations", sum(Measurement::failed) + share(Measurement::failed) + classes(), expected, sum(Measurement::failed) == 0,
                worst(Measurement::failed) > MOST_ERRORS ? INVALID : SUSPECT);
    }

    private String classes() {
        String words = ErrorCounts.words(ErrorCounts.sum(replicas.stream().flatMap(replica -> replica.measurement().errors().stream()).toList()));
        return words.isEmpty() ? "" : ": " + words;
    }

    private Check skipped() {
        return counted(Measurement::skipped)
                ? check("operations due but not sent", sum(Measurement::skipped) + share(Measurement::skipped), "0", sum(Measurement::skipped) == 0, SUSPECT)
                : check("operations due but not sent", NOT_COUNTED, "0", false, NOTE);
    }

    private Check accounting() {
        if (!counted(Measurement::operations)) {
            return check("accounting", NOT_COUNTED, "a latency for each operation", false, NOTE);
        }
        long known = replicas.stream().filter(replica -> replica.histogram().isPresent()).count();
        if (known < replicas.size()) {
            return check("accounting", "latencies of " + known + " of " + replicas.size() + " windows are known", "a latency for each operation", false, NOTE);
        }
        long latencies = replicas.stream().mapToLong(CountChecks::latencies).sum();
        boolean even = replicas.stream().allMatch(replica -> latencies(replica) == replica.measurement().operations());
        return check("accounting", Numbers.count(sum(Measurement::operations)) + " operations, " + Numbers.count(latencies) + " latencies", "a latency for each operation",
                even, INVALID);
    }

    private static long latencies(Replica replica) {
        return replica.histogram().map(LatencyHistogram::count).orElse(0L);
    }

    private Check check(String name, String found, String expected, boolean passed, Check.Result otherwise) {
        return new Check(client, name, found, expected, passed ? PASS : otherwise);
    }

    private boolean counted(ToLongFunction<Measurement> count) {
        return replicas.stream().map(Replica::measurement).mapToLong(count).allMatch(value -> value >= 0);
    }

    private long sum(ToLongFunction<Measurement> count) {
        return replicas.stream().map(Replica::measurement).mapToLong(count).sum();
    }

    private String share(ToLongFunction<Measurement> count) {
        return counted(Measurement::operations) ? ", at most " + percent(worst(count)) + " of a window" : ", of operations that are not counted";
    }

    /** The largest share of a window's operations; 0 where these are not counted. */
    private double worst(ToLongFunction<Measurement> count) {
        return replicas.stream().map(Replica::measurement).mapToDouble(measurement -> share(measurement, count.applyAsLong(measurement))).max().orElse(0);
    }

    private static double share(Measurement measurement, long count) {
        return count <= 0 || measurement.operations() < 0 ? 0 : (double) count / (measurement.operations() + count);
    }

    private static String percent(double share) {
        return Numbers.value(share * 100) + " %";
    }
}
