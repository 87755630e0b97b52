package assay.core.results;

import static assay.events.Figure.Better.HIGHER;
import static assay.events.Figure.Better.LOWER;

import assay.events.Figure;
import assay.events.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what one measured pgbench left behind. Throughput and the counts are pgbench's own, from its summary. Latencies come from the
 * per-transaction log: mean and percentiles of all completed transactions, failed ones left out; percentiles are exact, taken from the
 * sorted values by nearest rank and not from the histogram, and left out when too few values carry them. With {@code -R} pgbench counts a
 * latency from the scheduled start. Never throws: what cannot be measured is said in the measurement.
 */
public final class PgbenchResults {
    private static final String ABORTED = "Run was aborted";
    private static final double MOST_MISSED = 0.02;
    private static final double DEVIATIONS = 3;
    private static final double MICROS_PER_MILLI = 1000.0;

    private PgbenchResults() {
    }

    /** The figures that it may give, each with its unit. */
    public static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("tps", "1/s");
        units.put("latency_avg", "ms");
        for (Percentile percentile : Percentile.values()) {
            units.put(percentile.figure(), "ms");
        }
        units.put("latency_max", "ms");
        units.put("errors", "");
        return units;
    }

    /** The measurement of the window from {@code start} to {@code end}, both by the client's clock. */
    public static Measurement parse(PgbenchOutput output, Instant start, Instant end) {
        Optional<PgbenchSummary> summary = PgbenchSummary.read(output.summary());
        String why = summary.map(found -> whyNothing(found, output)).orElseGet(() -> "pgbench printed no summary" + firstError(output));
        if (!end.isAfter(start)) {
            why = "the window is empty: it ends at " + end + " and starts at " + start;
        }
        return why.isEmpty() ? measured(summary.orElseThrow(), output, start, end) : Measurement.nothing(start, end, why);
    }

    private static String whyNothing(PgbenchSummary summary, PgbenchOutput output) {
        if (output.progress().contains(ABORTED)) {
            return "pgbench aborted after " + summary.processed() + " transactions, its results are incomplete" + firstError(output);
        }
        if (summary.processed() == 0) {
            return "pgbench completed 0 transactions, " + summary.failed() + " failed, " + summary.skipped() + " were skipped" + firstError(output);
        }
        return Double.isFinite(summary.tps()) && summary.tps() > 0 ? "" : "pgbench gave no throughput for " + summary.processed() + " transactions";
    }

    private static String firstError(PgbenchOutput output) {
        return output.progress().lines().filter(line -> line.startsWith("pgbench: error: ")).findFirst().map(line -> ": " + line).orElse("");
    }

    private static Measurement measured(PgbenchSummary summary, PgbenchOutput output, Instant start, Instant end) {
        TransactionLog log = TransactionLog.read(output.transactionLogs(), start, end);
        boolean logged = log.sorted().length > 0;
        return new Measurement(true, start, end, summary.processed(), summary.failed(), summary.skipped(), figures(summary, log),
                logged ? LatencyHistogram.of(log.sorted()).encoded() : "", logged ? log.perSecond() : List.of(),
                loadModel(summary, output.offeredRate()), problems(summary, log, output));
    }

    private static List<Figure> figures(PgbenchSummary summary, TransactionLog log) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("tps", summary.tps(), "1/s", HIGHER));
        int values = log.sorted().length;
        if (values > 0) {
            figures.add(latency("latency_avg", log.mean()));
            for (Percentile percentile : Percentile.values()) {
                if (percentile.carriedBy(values)) {
                    figures.add(latency(percentile.figure(), percentile.of(log.sorted())));
                }
            }
            figures.add(latency("latency_max", log.sorted()[values - 1]));
        }
        figures.add(new Figure("errors", summary.failed(), "", LOWER));
        return figures;
    }

    private static Figure latency(String name, double micros) {
        return new Figure(name, micros / MICROS_PER_MILLI, "ms", LOWER);
    }

    private static String loadModel(PgbenchSummary summary, double rate) {
        String clients = summary.clients() + (summary.clients() == 1 ? " client" : " clients");
        if (!summary.open()) {
            return "closed, " + clients;
        }
        return "open, " + (rate > 0 ? "rate " + plain(rate) + "/s, " : "") + clients;
    }

    private static String plain(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }

    private static List<String> problems(PgbenchSummary summary, TransactionLog log, PgbenchOutput output) {
        List<String> problems = new ArrayList<>();
        if (log.sorted().length == 0) {
            problems.add("no transaction log: latencies were not measured");
        } else {
            mismatch("completed", summary.processed(), log.sorted().length, problems);
            mismatch("failed", summary.failed(), log.failed(), problems);
            mismatch("skipped", summary.skipped(), log.skipped(), problems);
        }
        if (log.unreadable() > 0) {
            problems.add(log.unreadable() + " lines of the transaction log could not be read");
        }
        if (log.outside() > 0) {
            problems.add(log.outside() + " transactions completed outside the window");
        }
        // pgbench draws its schedule from a Poisson process, whose own spread is no fault of the server.
        double tolerated = Math.max(MOST_MISSED, DEVIATIONS / Math.sqrt(summary.processed()));
        if (output.offeredRate() > 0 && summary.tps() < (1 - tolerated) * output.offeredRate()) {
            problems.add(String.format(Locale.ROOT, "the offered rate of %s/s was not reached: %.1f/s", plain(output.offeredRate()), summary.tps()));
        }
        String error = firstError(output);
        if (!error.isEmpty()) {
            problems.add("pgbench reported an error" + error);
        }
        return problems;
    }

    private static void mismatch(String what, long counted, long logged, List<String> problems) {
        if (counted != logged) {
            problems.add("accounting: the summary counts " + counted + " " + what + " transactions, the transaction log " + logged);
        }
    }
}
