package assay.core.results;

import static assay.events.Figure.Better.HIGHER;
import static assay.events.Figure.Better.LOWER;
import static assay.events.Figure.Better.NEITHER;

import assay.core.results.VllmBenchOutput.Load;
import assay.core.results.VllmBenchOutput.Totals;
import assay.events.Figure;
import assay.events.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what one measured {@code vllm bench serve} left behind. Counts, throughput and goodput are its own; times are made of its arrays, with the
 * definitions of {@code docs/loadgen.md}, but from the sending of a request: it does not say when one was due. Percentiles are exact, by nearest rank, and
 * left out when too few values carry them. Never throws: what cannot be measured is said in the measurement.
 */
public final class VllmBenchResults {
    private static final double MOST_MISSED = 0.02;
    private static final double DEVIATIONS = 3;
    private static final List<String> TIMES = List.of("latency", "ttft", "tpot", "itl");

    private VllmBenchResults() {
    }

    /** The figures that it may give, each with its unit. */
    public static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("requests_per_second", "1/s");
        units.put("output_tokens_per_second", "tokens/s");
        units.put("tokens_per_second", "tokens/s");
        units.put("goodput", "1/s");
        TIMES.forEach(time -> RequestTimes.units(time, units));
        units.put("total_input_tokens", "");
        units.put("total_output_tokens", "");
        units.put("errors", "");
        return units;
    }

    /** The measurement of a window; {@code start} and {@code end} are those of the program, by the client's clock. */
    public static Measurement parse(VllmBenchOutput output, Instant start, Instant end) {
        Totals totals = output.totals();
        if (totals.completed() <= 0 || !(totals.seconds() > 0) || !Double.isFinite(totals.seconds())) {
            return Measurement.nothing(start, end, "vllm bench serve completed " + totals.completed() + " of " + totals.prompts() + " requests" + firstError(output));
        }
        RequestTimes times = RequestTimes.of(output.requests());
        BenchWindow window = BenchWindow.of(output, start, end);
        return new Measurement(true, window.start(), window.end(), totals.completed(), totals.failed(), 0, figures(totals, times), times.histogram(), window.perSecond(),
                loadModel(output.load()), problems(output, times, window), times.timings(), List.of());
    }

    private static List<Figure> figures(Totals totals, RequestTimes times) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("requests_per_second", totals.completed() / totals.seconds(), "1/s", HIGHER));
        figures.add(new Figure("output_tokens_per_second", totals.outputTokens() / totals.seconds(), "tokens/s", HIGHER));
        figures.add(new Figure("tokens_per_second", (totals.inputTokens() + totals.outputTokens()) / totals.seconds(), "tokens/s", HIGHER));
        totals.goodput().ifPresent(goodput -> figures.add(new Figure("goodput", goodput, "1/s", HIGHER)));
        figures.addAll(times.figures());
        figures.add(new Figure("total_input_tokens", totals.inputTokens(), "", NEITHER));
        figures.add(new Figure("total_output_tokens", totals.outputTokens(), "", NEITHER));
        figures.add(new Figure("errors", totals.failed(), "", LOWER));
        return figures;
    }

    private static String loadModel(Load load) {
        String users = load.concurrency() > 0 ? load.concurrency() + (load.concurrency() == 1 ? " user" : " users") : "";
        String sent = ", times from the sending";
        if (load.rate() <= 0) {
            return (users.isEmpty() ? "all requests at once" : "closed, " + users) + sent;
        }
        return "open, rate " + plain(load.rate()) + "/s, " + (load.burstiness() == 1 ? "Poisson" : "gamma of shape " + plain(load.burstiness()))
                + (users.isEmpty() ? "" : ", at most " + users) + sent;
    }

    private static List<String> problems(VllmBenchOutput output, RequestTimes times, BenchWindow window) {
        Totals totals = output.totals();
        List<String> problems = new ArrayList<>(window.problems());
        if (totals.completed() + totals.failed() != totals.prompts()) {
            problems.add("accounting: of " + totals.prompts() + " requests " + totals.completed() + " completed and " + totals.failed() + " failed");
        }
        if (times.requests() == 0) {
            problems.add("no request has times of its own: latencies were not measured; vllm bench serve needs --save-detailed");
        } else if (times.requests() != totals.completed()) {
            problems.add("accounting: it counts " + totals.completed() + " completed requests, and " + times.requests() + " have an answer");
        }
        if (totals.failed() > 0) {
            problems.add(totals.failed() + (totals.failed() == 1 ? " request" : " requests") + " failed" + firstError(output));
        }
        offered(output).ifPresent(problems::add);
        return problems;
    }

    /** Its schedule is drawn by chance, whose own spread is no fault of anybody. */
    private static Optional<String> offered(VllmBenchOutput output) {
        double[] started = output.requests().started();
        double first = Arrays.stream(started).min().orElse(0);
        double span = Arrays.stream(started).max().orElse(0) - first;
        double rate = output.load().rate();
        if (rate <= 0 || span <= 0) {
            return Optional.empty();
        }
        double sent = (started.length - 1) / span;
        double tolerated = Math.max(MOST_MISSED, DEVIATIONS / Math.sqrt(started.length * Math.min(1, output.load().burstiness())));
        return sent < (1 - tolerated) * rate ? Optional.of(String.format(Locale.ROOT, "the offered rate of %s/s was not reached: %.1f/s were sent", plain(rate), sent))
                : Optional.empty();
    }

    private static String firstError(VllmBenchOutput output) {
        return output.requests().errors().stream().filter(error -> !error.isBlank()).findFirst()
                .map(error -> ": " + error.strip().lines().reduce((line, next) -> next).orElse("")).orElse("");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
