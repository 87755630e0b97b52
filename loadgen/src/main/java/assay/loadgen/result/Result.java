package assay.loadgen.result;

import assay.loadgen.driver.Driver;
import assay.loadgen.engine.Counts;
import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Second;
import assay.loadgen.engine.TokenCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result file as a tree of maps and lists, in the order in which it is written.
 *
 * @param isMeasured whether any request was answered as it should be
 */
public record Result(boolean isMeasured, List<Figure> figures, List<Check> checks, Map<String, Object> tree) {
    /** Names the form of the file; {@code docs/loadgen-result.schema.json} describes it. */
    static final String SCHEMA = "assay.load.v1";
    private static final List<String> COLUMNS = List.of("second", "sent", "blocked", "ok", "failed", "output_tokens", "in_flight");

    /** The result of a run through this driver. */
    public static Result of(Outcome outcome, Driver driver) {
        boolean isMeasured = outcome.tally().counts().ok() > 0;
        List<Figure> figures = isMeasured ? Figures.of(outcome, driver.name()) : List.of();
        List<Check> checks = Checks.of(outcome);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("generator", "loadgen");
        tree.put("driver", driver.name());
        tree.put("settings", driver.settings());
        tree.put("load", LoadText.of(outcome.plan()));
        tree.put("window", window(outcome));
        tree.put("measured", isMeasured);
        tree.put("counts", counts(outcome));
        tree.put("errors", errors(outcome));
        tree.put("figures", figures);
        tree.put("checks", checks);
        tree.put("problems", problems(checks, outcome));
        if (outcome.tally().tokens().streams() > 0) {
            tree.put("tokens", tokens(outcome.tally().tokens()));
        }
        if (outcome.plan().goal().isSet()) {
            tree.put("goal", Map.of("limits_ms", outcome.plan().goal().millis(), "good", outcome.tally().good()));
        }
        tree.put("environment", Environment.of(outcome));
        tree.put("series", Map.of("columns", COLUMNS, "rows", outcome.seconds().stream().map(Result::row).toList()));
        tree.put("histograms", Histograms.of(outcome.tally()));
        tree.put("kinds", Histograms.kinds(outcome.tally()));
        return new Result(isMeasured, figures, checks, tree);
    }

    private static Map<String, Object> window(Outcome outcome) {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("start_us", outcome.clock().micros(outcome.window().start()));
        window.put("end_us", outcome.clock().micros(outcome.window().end()));
        window.put("complete", !outcome.isInterrupted());
        window.put("agreed_start_us", outcome.plan().startAt());
        window.put("late_us", outcome.lateMicros());
        return window;
    }

    private static Map<String, Object> counts(Outcome outcome) {
        Counts counts = outcome.tally().counts();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("scheduled", outcome.due());
        all.put("sent", counts.sent());
        all.put("unsent", outcome.unsent());
        all.put("ok", counts.ok());
        all.put("failed", counts.failed());
        all.put("timed_out", counts.timedOut());
        all.put("unfinished", counts.unfinished());
        all.put("blocked", counts.blocked());
        return all;
    }

    private static List<Map<String, Object>> errors(Outcome outcome) {
        List<Map<String, Object>> errors = new ArrayList<>();
        outcome.tally().counts().failures().forEach((name, failures) -> {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("class", name);
            error.put("count", failures.count());
            error.put("first_us", outcome.clock().micros(failures.first()));
            error.put("last_us", outcome.clock().micros(failures.last()));
            error.put("sample", failures.sample());
            errors.add(error);
        });
        return errors;
    }

    private static List<String> problems(List<Check> checks, Outcome outcome) {
        List<String> problems = new ArrayList<>(checks.stream().filter(check -> !check.passed()).map(check -> check.name() + ": " + check.text()).toList());
        if (outcome.tally().counts().ok() == 0) {
            problems.addFirst("nothing was measured: of " + outcome.due() + " requests that were due, none was answered as it should be");
        }
        return problems;
    }

    private static Map<String, Object> tokens(TokenCounts tokens) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("answers", tokens.streams());
        all.put("input", tokens.input());
        all.put("output", tokens.output());
        all.put("asked", tokens.asked());
        all.put("other_length", tokens.otherLength());
        all.put("uncounted", tokens.uncounted());
        return all;
    }

    private static List<Long> row(Second second) {
        return List.of(second.second(), second.sent(), second.blocked(), second.ok(), second.failed(), second.outputTokens(), second.inFlight());
    }
}
