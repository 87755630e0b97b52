package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cluster, or somebody with power over it, takes a job away while a client measures: the run fails with Slurm's own word, whatever was
 * measured until then, and the other job is ended as well. All runs go on together; each test looks at one.
 */
@Timeout(300)
class TakenAwayTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static final Map<Disturbance, Trial> TRIALS = new EnumMap<>(Disturbance.class);

    /** What is done to which job, and what is told of it; the last one is left to run into its time limit. */
    private enum Disturbance {
        SERVICE_CANCELLED("cancel", "web", "service web ended before its clients: ended by a signal", "Slurm says CANCELLED"),
        CLIENT_CANCELLED("cancel", "load", "client load failed: ended by a signal", "Slurm says CANCELLED"),
        SERVICE_REQUEUED("requeue", "web", "service web ended before its clients: ended by a signal", "Slurm says CANCELLED (requeued before)"),
        CLIENT_REQUEUED("requeue", "load", "client load failed: ended by a signal", "Slurm says CANCELLED (requeued before)"),
        CLIENT_OVER_TIME("", "load", "client load failed: ended by a signal when its time limit was near", "exit code 143");

        private final String fault;
        private final String job;
        private final String[] words;

        Disturbance(String fault, String job, String... words) {
            this.fault = fault;
            this.job = job;
            this.words = words;
        }

        private String time() {
            return fault.isEmpty() ? "1m" : "10m";
        }

        private void act(Trial trial) {
            if (!fault.isEmpty()) {
                CLUSTER.fault(fault, trial.clusterJob(job));
            }
        }
    }

    @BeforeAll
    static void disturb() throws Exception {
        for (Disturbance disturbance : Disturbance.values()) {
            TRIALS.put(disturbance, Trial.start(WORKBENCH, disturbance.name(), Recipes.measured(200, 0), "--set", "clients.load.slurm.time=" + disturbance.time()));
        }
        TRIALS.forEach((disturbance, trial) -> disturbance.act(trial.awaitMeasuring()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithSlurmsWord(Disturbance disturbance) {
        // when
        RunEvents events = TRIALS.get(disturbance).assertFails(disturbance.words);

        // then
        assertThat(events.data("workload.measured").path("measurement").path("measured").asBoolean()).isFalse();
    }
}
