package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log read back: as it was at any moment, and as the services hold it, also when they began with what was kept, or had to begin anew. */
@Timeout(300)
class ReplayTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldHoldWhatTheLogGivesThroughRestartsKillsAndDoubts() throws Exception {
        // given
        run("one");
        assertThat(workbench.assay("server", "stop").exitCode()).isZero();
        assertVerified(1);

        // when
        run("two");
        ProcessHandle server = workbench.server().orElseThrow();
        server.destroyForcibly();
        server.onExit().join();
        run("three");

        // then
        assertThat(workbench.assay("server", "stop").exitCode()).isZero();
        assertVerified(3);
        assertThat(workbench.assay("list").out().lines()).hasSize(4);

        // when
        for (Path kept : kept()) {
            Files.writeString(kept, Files.readString(kept).replace("COMPLETED", "FAILED"));
        }

        // then
        assertThat(workbench.assay("replay", "--verify").exitCode()).isEqualTo(3);
        run("four");
        assertThat(workbench.assay("server", "stop").exitCode()).isZero();
        assertVerified(4);
    }

    @Test
    void shouldShowAnyMomentOfTheRunAndWhatChangedBetweenTwo() throws Exception {
        // given
        RunEvents events = run("past");
        int submitted = events.at("job.submitted", "web") + 1;
        int ready = events.at("service.ready") + 1;

        // when
        JsonNode then = MAPPER.readTree(workbench.assay("show", "--at", Integer.toString(submitted), "--json").out());
        Ended changed = workbench.assay("show", "--diff", Integer.toString(submitted), Integer.toString(ready));

        // then
        assertThat(then.path("event").asInt()).isEqualTo(submitted);
        assertThat(then.path("state").asString()).isEqualTo("running");
        assertThat(then.path("jobs").valueStream().map(job -> job.path("name").asString() + " " + job.path("state").asString())).containsExactly("web submitted", "load scripted");
        assertThat(changed.out()).contains("jobs.web.readiness: NotReady → Ready");
        assertThat(workbench.assay("events").out().lines().toList().get(submitted - 1)).startsWith(submitted + " ").contains("web: submitted");
        assertThat(workbench.assay("show", "--at", "+0s").out()).contains("after event 1 of");
        assertThat(workbench.assay("show", "--at", "1000").exitCode()).isEqualTo(64);
    }

    private RunEvents run(String name) throws Exception {
        Trial trial = Trial.start(workbench, name, Recipes.measured(1, 0), "--set", "cluster=local");
        assertThat(trial.await().exitCode()).isZero();
        return trial.events();
    }

    private void assertVerified(int runs) {
        Ended verified = workbench.assay("replay", "--verify");
        assertThat(verified.exitCode()).as(verified.console()).isZero();
        for (String loop : List.of("parser", "scheduler", "runner", "discovery", "monitor", "report")) {
            assertThat(verified.out()).containsPattern("assay-" + loop + "-0 +at offset \\d+: " + runs + " runs?, each EQUAL");
        }
    }

    private List<Path> kept() throws Exception {
        try (Stream<Path> files = Files.list(workbench.data().resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".snapshot")).toList();
        }
    }
}
