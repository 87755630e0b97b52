package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slurm's controller is down: runs that are under way outlast it, wherever they are, and a new one fails with Slurm's words. */
@Isolated("nobody gets an answer from Slurm meanwhile")
@Timeout(300)
class SilentControllerTest {
    private static final String SLOW_START = "exec perl";

    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    /** It is down for a minute and refuses connections; or it is frozen, takes them, and answers nobody. */
    @ParameterizedTest
    @CsvSource({"ctld-outage,60", "ctld-freeze,30"})
    void shouldOutlastASilentControllerInEveryStage(String fault, String seconds) throws Exception {
        // given
        Path done = WORKBENCH.directory().resolve("done-" + fault);
        Trial closing = Trial.start(WORKBENCH, "closing-" + fault, Recipes.stopping(10, Recipes.measured("until [ -e " + done + " ]; do sleep 0.2; done", 0)));
        Trial measuring = Trial.start(WORKBENCH, "measuring-" + fault, Recipes.measured(50, 0));
        closing.awaitMeasuring();
        Trial starting = Trial.start(WORKBENCH, "starting-" + fault, Recipes.measured(2, 0).replace(SLOW_START, "sleep 25; " + SLOW_START));
        Trial pending = Trial.start(WORKBENCH, "pending-" + fault, Recipes.measured(2, 0), "--set", "services.web.slurm.begin=now+20");
        starting.awaitReport("web", "STARTED");
        pending.awaitTold("web: PENDING");
        measuring.awaitMeasuring();
        Files.createFile(done);
        closing.awaitTold("closing (completed)");

        // when
        CLUSTER.fault(fault, seconds);

        // then
        for (Trial trial : List.of(closing, measuring, starting, pending)) {
            RunEvents events = trial.assertCarriedThrough(0, "VALID");
            assertThat(events.of("cluster.observed")).extracting(event -> event.path("data").path("usable").asBoolean())
                    .as(trial.output().toString()).containsExactly(true, false, true);
        }
    }

    @Test
    void shouldFailWithSlurmsWordsAndNeverRunOnThisMachineInstead() throws Exception {
        // given
        CLUSTER.fault("ctld-stop");

        // when
        Trial trial = Trial.start(WORKBENCH, "silent", Recipes.measured(2, 0));

        // then
        Ended ended = trial.await();
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.console()).contains("Slurmctld(primary) at ", " is DOWN");
        RunEvents events = trial.events();
        assertThat(events.types()).doesNotContain("run.planned", "job.submission-intended", "job.submitted");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("FAILED");
    }
}
