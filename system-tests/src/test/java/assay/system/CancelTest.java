package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is stopped by somebody: the jobs end, the log tells by whom, nothing is left. */
@Timeout(300)
class CancelTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldCancelWhatWaitsInTheQueue() throws Exception {
        // given
        Path output = WORKBENCH.directory().resolve("out-later");
        String recipe = WORKBENCH.recipe("later.yaml", Recipes.service("sleep 100", ", begin: now+1hour"));
        String run = WORKBENCH.assay("submit", recipe, "-o", output.toString()).out().strip();
        Started waiting = WORKBENCH.startAssay("wait", run);
        Eventually.await("the job waits in the queue", LIMIT, () -> Slurm.living(run).stream().anyMatch(job -> job.endsWith("PENDING")));

        // when
        Ended cancel = WORKBENCH.assay("cancel", run, "--reason", "not today");

        // then
        assertThat(cancel.exitCode()).isZero();
        assertThat(waiting.await(LIMIT).exitCode()).isEqualTo(5);
        RunEvents events = WORKBENCH.events();
        assertThat(events.data("run.closing").path("detail").asString()).contains("not today");
        assertThat(events.of("job.reported", "web")).isEmpty();
        Closing.assertEnd(events);
        Leftovers.assertNone(run, output);
    }

    @Test
    void shouldCancelWhatIsBeingMeasured() throws Exception {
        // given
        Trial trial = Trial.start(WORKBENCH, "cancelled", Recipes.client("sleep 300")).awaitMeasuring();

        // when
        Ended cancel = WORKBENCH.assay("cancel", "latest");

        // then
        assertThat(cancel.exitCode()).isZero();
        assertClosed(trial.assertEnds(5), "CANCELLED");
    }

    @Test
    void shouldCancelAndCleanUpOnCtrlC() throws Exception {
        // given
        Trial trial = Trial.start(WORKBENCH, "interrupted", Recipes.client("sleep 300")).awaitMeasuring();

        // when
        trial.interrupt();

        // then
        assertClosed(trial.assertEnds(130), "INTERRUPTED");
    }

    private static void assertClosed(RunEvents events, String outcome) {
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(outcome);
        Closing.assertWhole(events, "load", "web");
    }
}
