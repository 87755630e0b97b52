package assay.runner;

import assay.cluster.Cluster;
import assay.core.results.FigureResults;
import assay.core.results.PgbenchOutput;
import assay.core.results.PgbenchResults;
import assay.core.results.VllmBenchResults;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.ReadResults;
import assay.core.runner.RunnerEffect.Window;
import assay.events.FileFact;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import assay.events.recipe.FigureSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Reads what a client's windows left in the run directory, by the format that its recipe names. What it says is bounded in size. */
final class ResultReader {
    private static final int MOST_FILES = 1_000;
    private static final int MOST_TEXT = 8 * 1024 * 1024;
    /** Some five million transactions, whose latencies still fit into a small heap. */
    static final long MOST_LOGGED = 192L * 1024 * 1024;
    private static final int MOST_PROBLEMS = 20;
    private static final int LONGEST_PROBLEM = 400;
    private final Cluster cluster;

    ResultReader(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer read(ReadResults effect) {
        return new RunnerAnswer.Measured(effect.run(), effect.windows().stream()
                .map(window -> new WorkloadMeasured(effect.token(), window.repetition(), bounded(measure(effect, window)))).toList());
    }

    /** What is said of windows whose files cannot be read, for this reason. */
    RunnerAnswer unreadable(ReadResults effect, String reason) {
        return new RunnerAnswer.Measured(effect.run(), effect.windows().stream().map(window -> new WorkloadMeasured(effect.token(), window.repetition(),
                Measurement.nothing(window.start(), window.end(), window.missing().isEmpty() ? "its results could not be read: " + reason : window.missing())))
                .toList());
    }

    private Measurement measure(ReadResults effect, Window window) {
        if (!window.happened() || !window.missing().isEmpty()) {
            return Measurement.nothing(window.start(), window.end(), window.missing());
        }
        return with(figured(effect, window), window.problems());
    }

    private Measurement figured(ReadResults effect, Window window) {
        List<FigureSpec> figures = effect.client().figures();
        return switch (effect.client().results()) {
            case "pgbench" -> FigureResults.added(pgbench(effect, window), figures, texts(effect, window));
            case "loadgen" -> FigureResults.added(load(effect, window), figures, texts(effect, window));
            case "vllm-bench" -> FigureResults.added(vllmBench(effect, window), figures, texts(effect, window));
            case String none when !figures.isEmpty() -> FigureResults.parse(figures, texts(effect, window), window.start(), window.end());
            default -> Measurement.nothing(window.start(), window.end(), "the recipe does not say how the results of " + effect.client().name() + " are read");
        };
    }

    private Measurement pgbench(ReadResults effect, Window window) {
        String directory = directory(effect, window);
        List<Iterable<String>> logs = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long left = MOST_LOGGED;
        for (FileFact file : cluster.store().describe(effect.runDirectory(), directory, MOST_FILES)) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            if (name.startsWith("tx.")) {
                logs.add(new LogLines(cluster.store(), effect.runDirectory(), file.path(), Math.min(left, file.bytes())));
                left -= Math.min(left, file.bytes());
            }
        }
        if (left == 0) {
            problems.add("the transaction logs are longer than " + MOST_LOGGED + " bytes; what follows was not read");
        }
        PgbenchOutput output = new PgbenchOutput(text(effect.runDirectory(), directory + "/summary.txt"),
                text(effect.runDirectory(), directory + "/progress.txt"), logs, rate(effect));
        return with(PgbenchResults.parse(output, window.start(), window.end()), problems);
    }

    private Measurement load(ReadResults effect, Window window) {
        Optional<byte[]> bytes = cluster.store().get(effect.runDirectory(), directory(effect, window) + "/" + LoadResultFile.NAME, 0, MOST_TEXT);
        if (bytes.isEmpty()) {
            return Measurement.nothing(window.start(), window.end(), "the window left no " + LoadResultFile.NAME);
        }
        return bytes.get().length < MOST_TEXT ? LoadResultFile.measurement(new String(bytes.get(), StandardCharsets.UTF_8), window.start(), window.end())
                : Measurement.nothing(window.start(), window.end(), LoadResultFile.NAME + " has " + MOST_TEXT + " bytes or more");
    }

    private Measurement vllmBench(ReadResults effect, Window window) {
        String path = directory(effect, window) + "/" + VllmBenchFile.NAME;
        if (cluster.store().get(effect.runDirectory(), path, 0, 1).isEmpty()) {
            return Measurement.nothing(window.start(), window.end(), "vllm bench serve left no " + VllmBenchFile.NAME);
        }
        String clock = text(effect.runDirectory(), directory(effect, window) + "/" + VllmBenchFile.CLOCK);
        try (StoredFile file = new StoredFile(cluster.store(), effect.runDirectory(), path, MOST_LOGGED)) {
            return VllmBenchResults.parse(VllmBenchFile.read(file, clock), window.start(), window.end());
        } catch (JacksonException broken) {
            return Measurement.nothing(window.start(), window.end(), VllmBenchFile.NAME + " cannot be read: " + broken.getOriginalMessage());
        }
    }

    /** What the window left in the files that figures are read from, the end of each. */
    private Map<String, String> texts(ReadResults effect, Window window) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (FigureSpec figure : effect.client().figures()) {
            cluster.store().get(effect.runDirectory(), directory(effect, window) + "/" + figure.file(), -MOST_TEXT, MOST_TEXT)
                    .ifPresent(bytes -> texts.put(figure.file(), new String(bytes, StandardCharsets.UTF_8)));
        }
        return texts;
    }

    private static String directory(ReadResults effect, Window window) {
        return "results/" + effect.token().job() + "/rep-" + window.repetition();
    }

    private static Measurement bounded(Measurement measurement) {
        return measurement.with(measurement.figures(), Excerpt.lines(measurement.problems(), MOST_PROBLEMS, LONGEST_PROBLEM));
    }

    private static Measurement with(Measurement measurement, List<String> more) {
        List<String> problems = new ArrayList<>(more);
        problems.addAll(measurement.problems());
        return measurement.with(measurement.figures(), problems);
    }

    private static double rate(ReadResults effect) {
        String rate = effect.client().with().getOrDefault("rate", "0");
        return rate.matches("[0-9]+([.][0-9]+)?") ? Double.parseDouble(rate) : 0;
    }

    private String text(String runDirectory, String path) {
        return cluster.store().get(runDirectory, path, 0, MOST_TEXT).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
}
