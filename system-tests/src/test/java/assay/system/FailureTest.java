package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that fails: the cause with Slurm's words and the last log lines on the console, the closing chain in the log, nothing left. */
@Timeout(300)
class FailureTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldShowWhyAServiceDiedWhileStarting() throws Exception {
        // when
        Trial trial = Trial.start(WORKBENCH, "dies", Recipes.service("echo no licence found >&2; exit 7", ""));

        // then
        RunEvents events = trial.assertFails("exit code 7", "no licence found", "NonZeroExitCode");
        assertThat(events.of("job.submitted", "load")).isEmpty();
    }

    @Test
    void shouldShowTheExitCodeOfAClientThatFails() throws Exception {
        // when
        Trial trial = Trial.start(WORKBENCH, "fails", Recipes.client("echo cannot measure >&2; exit 3"));

        // then
        RunEvents events = trial.assertFails("exit code 3", "cannot measure", "NonZeroExitCode");
        assertThat(events.data("workload.measured").path("measurement").path("measured").asBoolean()).isFalse();
        Closing.assertWhole(events, "load", "web");
    }
}
