package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs with the load generator of this build. */
final class LoadgenTrial {
    private static final JsonMapper JSON = new JsonMapper();
    private final Workbench workbench;

    private LoadgenTrial(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Where the program can stage it. */
    static LoadgenTrial at(Workbench workbench) throws IOException {
        workbench.installation().withLoadgen();
        return new LoadgenTrial(workbench);
    }

    /** Runs a shipped recipe with these settings. */
    Trial shipped(String name, String... settings) {
        List<String> further = new ArrayList<>();
        List.of(settings).forEach(setting -> further.addAll(List.of("--set", setting)));
        return Trial.of(workbench, name, workbench.installation().recipe(name + ".yaml").toString(), further);
    }

    /** Runs one server that answers in this way, under the load of a preset with these parameters. */
    Trial start(String name, ServerWays.Way way, String preset, String with, String... settings) throws IOException {
        List<String> further = new ArrayList<>();
        List.of(settings).forEach(setting -> further.addAll(List.of("--set", setting)));
        return Trial.start(workbench, name, """
            recipe: 1
            name: %s
            services:
              web:
                run: exec %s
                slurm: { time: 5m }
            clients:
              load:
                uses: %s
                target: web
                with: %s
                slurm: { time: 5m }
            """.formatted(name, ServerWays.command(way), preset, with), further.toArray(String[]::new));
    }

    /** What a job's load generator wrote in a window. */
    static JsonNode result(Trial trial, String job, int repetition) throws IOException {
        return JSON.readTree(Files.readString(trial.output().resolve("results/" + job + "/rep-" + repetition + "/result.json")));
    }

    /** The report of a run, for programs. */
    static JsonNode report(Trial trial) throws IOException {
        return JSON.readTree(Files.readString(trial.output().resolve("report/result.json"))).path("report");
    }

    /** A figure of a list of them. */
    static double figure(JsonNode figures, String name) {
        return figures.valueStream().filter(figure -> figure.path("name").asString().equals(name)).mapToDouble(figure -> figure.path("value").asDouble()).findFirst()
                .orElseThrow(() -> new AssertionError("Expected a figure " + name + " in " + figures));
    }

    /** Fails unless the numbers may be believed; on a busy machine the generator may be late, and nothing else may be doubtful. */
    static RunEvents assertMeasured(Trial trial, String... words) {
        RunEvents events = trial.assertEnds(0, words);
        assertThat(events.data("report.published").path("reasons").valueStream().map(JsonNode::asString))
                .allMatch(reason -> Stream.of("windows agree", "schedule_kept", "cpu_to_spare", "not_blocked", "littles_law", "began_on_time").anyMatch(reason::contains));
        return events;
    }
}
