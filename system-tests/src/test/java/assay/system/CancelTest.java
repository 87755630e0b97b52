package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is stopped by somebody: the jobs end, the log tells by whom, nothing is left. */
@Timeout(120)
class CancelTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldCancelWhatWaitsInTheQueue() throws Exception {
        // given
        String recipe = workbench.recipe("later.yaml", Recipes.service("sleep 100", ", begin: now+1hour"));
        String run = workbench.assay("submit", recipe, "-o", workbench.output().toString()).out().strip();
        Started waiting = workbench.startAssay("wait", run);
        Eventually.await("the job waits in the queue", LIMIT, () -> Slurm.living(run).stream().anyMatch(job -> job.endsWith("PENDING")));

        // when
        Ended cancel = workbench.assay("cancel", run, "--reason", "not today");

        // then
        assertThat(cancel.exitCode()).isZero();
        assertThat(waiting.await(LIMIT).exitCode()).isEqualTo(5);
        RunEvents events = workbench.events();
        assertThat(events.data("run.closing").path("detail").asString()).contains("not today");
        assertThat(events.of("job.reported", "web")).isEmpty();
        Closing.assertEnd(events);
        Leftovers.assertNone(run, workbench.output());
    }

    @Test
    void shouldCancelWhatIsBeingMeasured() throws Exception {
        // given
        Started run = measuring();

        // when
        Ended cancel = workbench.assay("cancel", "latest");

        // then
        assertThat(cancel.exitCode()).isZero();
        assertThat(run.await(LIMIT).exitCode()).isEqualTo(5);
        assertClosed("CANCELLED");
    }

    @Test
    void shouldCancelAndCleanUpOnCtrlC() throws Exception {
        // given
        Started run = measuring();

        // when
        run.interrupt();

        // then
        assertThat(run.await(LIMIT).exitCode()).isEqualTo(130);
        assertClosed("INTERRUPTED");
    }

    private Started measuring() throws Exception {
        String recipe = workbench.recipe("long.yaml", Recipes.client("sleep 300"));
        Started run = workbench.startAssay("run", recipe, "-o", workbench.output().toString());
        workbench.awaitReport("load", "\"phase\":\"measure\"");
        return run;
    }

    private void assertClosed(String outcome) {
        RunEvents events = workbench.events();
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(outcome);
        Closing.assertWhole(events, "load", "web");
        Leftovers.assertNone(events.run(), workbench.output());
    }
}
