package assay.runner;

import assay.cluster.Cluster;
import assay.core.results.PgbenchOutput;
import assay.core.results.PgbenchResults;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.ReadResults;
import assay.core.runner.RunnerEffect.Window;
import assay.events.FileFact;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what a client's windows left in the run directory, by the format that its recipe names. */
final class ResultReader {
    private static final int MOST_FILES = 1_000;
    private static final int MOST_BYTES = 512 * 1024 * 1024;
    private final Cluster cluster;

    ResultReader(Cluster cluster) {
        this.cluster = cluster;
    }

    RunnerAnswer read(ReadResults effect) {
        return new RunnerAnswer.Measured(effect.run(), effect.windows().stream()
                .map(window -> new WorkloadMeasured(effect.token(), window.repetition(), measure(effect, window))).toList());
    }

    private Measurement measure(ReadResults effect, Window window) {
        if (!window.happened() || !window.missing().isEmpty()) {
            return Measurement.nothing(window.start(), window.end(), window.missing());
        }
        return switch (effect.client().results()) {
            case "pgbench" -> pgbench(effect, window);
            default -> Measurement.nothing(window.start(), window.end(), "the recipe does not say how the results of " + effect.client().name() + " are read");
        };
    }

    private Measurement pgbench(ReadResults effect, Window window) {
        String directory = "results/" + effect.client().name() + "/rep-" + window.repetition();
        List<String> logs = new ArrayList<>();
        for (FileFact file : cluster.store().describe(effect.runDirectory(), directory, MOST_FILES)) {
            String name = file.path().substring(file.path().lastIndexOf('/') + 1);
            if (name.startsWith("tx.")) {
                logs.add(text(effect.runDirectory(), file.path()));
            }
        }
        PgbenchOutput output = new PgbenchOutput(text(effect.runDirectory(), directory + "/summary.txt"),
                text(effect.runDirectory(), directory + "/progress.txt"), logs, rate(effect));
        return PgbenchResults.parse(output, window.start(), window.end());
    }

    private static double rate(ReadResults effect) {
        String rate = effect.client().with().getOrDefault("rate", "0");
        return rate.matches("[0-9]+([.][0-9]+)?") ? Double.parseDouble(rate) : 0;
    }

    private String text(String runDirectory, String path) {
        return cluster.store().get(runDirectory, path, 0, MOST_BYTES).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
}
