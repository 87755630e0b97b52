package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job stands still for a few seconds inside a window, shorter than Slurm is asked: it goes on as if nothing had been, but nobody believes its figures. */
@Timeout(300)
class SuspendedTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @ParameterizedTest
    @ValueSource(strings = {"web", "load"})
    void shouldNotBelieveFiguresOfASuspendedJob(String job) throws Exception {
        // given
        Trial trial = Trial.start(WORKBENCH, job, Recipes.measured(15, 0)).awaitMeasuring();

        // when
        CLUSTER.fault("suspend", trial.clusterJob(job), "7");

        // then
        RunEvents events = trial.assertCarriedThrough(2, "INVALID");
        assertThat(events.of("job.reported", job).getLast().path("data").path("details").path("stalls").asString()).isNotEmpty();
    }
}
