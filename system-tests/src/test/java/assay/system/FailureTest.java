package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that fails: the cause with Slurm's words and the last log lines on the console, the closing chain in the log, nothing left. */
@Timeout(120)
class FailureTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldShowWhyAServiceDiedWhileStarting() throws Exception {
        // given
        String recipe = workbench.recipe("dies.yaml", Recipes.service("echo no licence found >&2; exit 7", ""));

        // when
        Ended ended = workbench.assay("run", recipe, "-o", workbench.output().toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.console()).contains("exit code 7").contains("no licence found").contains("NonZeroExitCode");
        RunEvents events = workbench.events();
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("FAILED");
        assertThat(events.of("job.submitted", "load")).isEmpty();
        Closing.assertEnd(events);
        Leftovers.assertNone(events.run(), workbench.output());
    }

    @Test
    void shouldShowTheExitCodeOfAClientThatFails() throws Exception {
        // given
        String recipe = workbench.recipe("fails.yaml", Recipes.client("echo cannot measure >&2; exit 3"));

        // when
        Ended ended = workbench.assay("run", recipe, "-o", workbench.output().toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.console()).contains("exit code 3").contains("cannot measure").contains("NonZeroExitCode");
        RunEvents events = workbench.events();
        assertThat(events.data("workload.measured").path("measurement").path("measured").asBoolean()).isFalse();
        Closing.assertWhole(events, "load", "web");
        Leftovers.assertNone(events.run(), workbench.output());
    }
}
