package assay.core.report;

import static assay.core.report.Check.Result.INVALID;
import static assay.core.report.Check.Result.NOTE;
import static assay.core.report.Check.Result.PASS;
import static assay.core.report.Check.Result.SUSPECT;

import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.events.ClusterState;
import assay.events.JobEvent.JobEnded;
import assay.events.Measurement;
import assay.events.PlannedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The checks of one client: did its windows happen, were they measured, do the counts add up, did it end well. */
final class ClientChecks {
    /** The share of failed operations above which the numbers describe something else than was asked. */
    private static final double MOST_ERRORS = 0.01;
    /** A window shorter than this is a first look. */
    static final double SHORTEST_SECONDS = 60;

    private final RunLog log;
    private final PlannedJob client;
    private final List<Window> windows;
    private final List<Measurement> measured;

    ClientChecks(RunLog log, PlannedJob client, List<Window> windows) {
        this.log = log;
        this.client = client;
        this.windows = windows;
        this.measured = windows.stream().map(Window::measurement).filter(Measurement::measured).toList();
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(check("windows happened", String.valueOf(windows.size()), String.valueOf(client.windows()), windows.size() == client.windows() && !windows.isEmpty(), INVALID));
        unmeasured().forEach(checks::add);
        if (!measured.isEmpty()) {
            checks.add(enough());
            checks.add(errors());
            checks.add(skipped());
            checks.add(accounting());
            checks.add(length());
            checks.addAll(problems());
        }
        checks.add(ended());
        return checks;
    }

    private List<Check> unmeasured() {
        List<Check> checks = new ArrayList<>();
        for (Window window : windows) {
            if (!window.measurement().measured()) {
                checks.add(check("window " + window.repetition() + " measured", "no: " + String.join("; ", window.measurement().problems()), "yes", false, INVALID));
            }
        }
        if (!windows.isEmpty() && checks.isEmpty()) {
            checks.add(check("windows measured", "all " + windows.size(), "all", true, INVALID));
        }
        return checks;
    }

    private Check enough() {
        long fewest = measured.stream().mapToLong(Measurement::operations).min().orElse(0);
        if (fewest <= 0) {
            return check("operations in a window", "0 in the worst", "more than 0", false, INVALID);
        }
        return check("operations in a window", "at least " + Numbers.count(fewest), "at least " + Percentile.P99.fewest() + ", to carry a 99th percentile",
                Percentile.P99.carriedBy(fewest), NOTE);
    }

    private Check errors() {
        long failed = sum(Measurement::failed);
        double worst = worst(Measurement::failed);
        return check("failed operations", failed + ", at most " + percent(worst) + " of a window", "0; above " + percent(MOST_ERRORS) + " the run is invalid",
                failed == 0, worst > MOST_ERRORS ? INVALID : SUSPECT);
    }

    private Check skipped() {
        long skipped = sum(Measurement::skipped);
        return check("operations due but not sent", skipped + ", at most " + percent(worst(Measurement::skipped)) + " of a window", "0", skipped == 0, SUSPECT);
    }

    private Check accounting() {
        List<LatencyHistogram> histograms = windows.stream().flatMap(window -> window.histogram().stream()).toList();
        if (histograms.size() < measured.size()) {
            return check("accounting", "latencies of " + histograms.size() + " of " + measured.size() + " windows are known", "a latency for each operation", false, NOTE);
        }
        long latencies = histograms.stream().mapToLong(LatencyHistogram::count).sum();
        long operations = sum(Measurement::operations);
        return check("accounting", Numbers.count(operations) + " operations, " + Numbers.count(latencies) + " latencies", "a latency for each operation", operations == latencies, INVALID);
    }

    private Check length() {
        double shortest = windows.stream().filter(window -> window.measurement().measured()).mapToDouble(Window::seconds).min().orElse(0);
        return check("length of the shortest window", String.format(Locale.ROOT, "%.1f s", shortest),
                String.format(Locale.ROOT, "at least %.0f s to be reportable", SHORTEST_SECONDS), shortest >= SHORTEST_SECONDS, NOTE);
    }

    private List<Check> problems() {
        List<Check> checks = new ArrayList<>();
        for (Window window : windows) {
            if (window.measurement().measured()) {
                window.measurement().problems().forEach(problem -> checks.add(check("window " + window.repetition(), problem, "no problem", false, SUSPECT)));
            }
        }
        return checks;
    }

    private Check ended() {
        Optional<JobEnded> end = log.lastAttempt(client.name()).flatMap(token -> log.of(token, JobEnded.class).stream().findFirst()).map(RunLog.Entry::event);
        if (end.isEmpty()) {
            return check("client ended", "unknown", "COMPLETED with exit code 0", false, INVALID);
        }
        JobEnded ended = end.get();
        boolean well = ended.exitCode() == 0 && (ended.state() == ClusterState.COMPLETED || ended.state() == ClusterState.GONE);
        boolean doubtful = ended.exitCode() < 0 && ended.state() == ClusterState.COMPLETED;
        String exit = ended.exitCode() < 0 ? "exit code unknown" : "exit code " + ended.exitCode();
        return check("client ended", ended.state() + ", " + exit, "COMPLETED with exit code 0", well, doubtful ? SUSPECT : INVALID);
    }

    private Check check(String name, String found, String expected, boolean passed, Check.Result otherwise) {
        return new Check(client.name().value(), name, found, expected, passed ? Check.Result.PASS : otherwise);
    }

    private long sum(ToLongFunction<Measurement> count) {
        return measured.stream().mapToLong(count).sum();
    }

    /** The largest share of a window's operations. */
    private double worst(ToLongFunction<Measurement> count) {
        return measured.stream().mapToDouble(measurement -> share(measurement, count.applyAsLong(measurement))).max().orElse(0);
    }

    private static double share(Measurement measurement, long count) {
        return count == 0 ? 0 : (double) count / (measurement.operations() + count);
    }

    private static String percent(double share) {
        return Numbers.value(share * 100) + " %";
    }
}
