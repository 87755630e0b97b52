package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterState;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The cluster, or somebody with power over it, takes a job away while a client measures: the run fails with Slurm's own word, whatever was
 * measured until then, and the other job is ended as well. All runs go on together, and fill nodes of every partition; each test looks at one.
 */
@Timeout(300)
@ResourceLock(TestCluster.GPU)
class TakenAwayTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    private static final Map<Disturbance, Trial> TRIALS = new EnumMap<>(Disturbance.class);

    /** What is done to which job, what is told of it, and how it is recorded; one is left to come to its own time limit. */
    private enum Disturbance {
        SERVICE_CANCELLED("cancel", "web", ClusterState.CANCELLED, "service web ended before its clients: ended by a signal", "Slurm's records say CANCELLED by "),
        CLIENT_CANCELLED("cancel", "load", ClusterState.CANCELLED, "client load failed: ended by a signal", "Slurm's records say CANCELLED by "),
        SERVICE_REQUEUED("requeue", "web", ClusterState.CANCELLED, "service web ended before its clients: ended by a signal", "Slurm says CANCELLED (requeued before)"),
        CLIENT_REQUEUED("requeue", "load", ClusterState.CANCELLED, "client load failed: ended by a signal", "Slurm says CANCELLED (requeued before)"),
        SERVICE_SHORTENED("time-limit", "web", ClusterState.TIMEOUT,
                "service web ended before its clients: it came to its time limit of 1 m, which was 10 m when it was submitted"),
        CLIENT_SHORTENED("time-limit", "load", ClusterState.TIMEOUT, "client load failed: it came to its time limit of 1 m, which was 10 m when it was submitted"),
        CLIENT_OVER_TIME("", "load", ClusterState.TIMEOUT, "client load failed: it came to its time limit of 1 m; ended by a signal", "exit code 143",
                "ask for more time with clients.load.slurm.time");

        private final String fault;
        private final String job;
        private final ClusterState state;
        private final String[] words;

        Disturbance(String fault, String job, ClusterState state, String... words) {
            this.fault = fault;
            this.job = job;
            this.state = state;
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
            TRIALS.get(disturbance).id();
        }
        TRIALS.forEach((disturbance, trial) -> disturbance.act(trial.awaitMeasuring()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWithSlurmsWord(Disturbance disturbance) {
        // when
        RunEvents events = TRIALS.get(disturbance).assertFails(disturbance.words);

        // then
        assertThat(events.of("job.ended", disturbance.job).getFirst().path("data").path("state").asString()).isEqualTo(disturbance.state.name());
        assertThat(events.data("workload.measured").path("measurement").path("measured").asBoolean()).isFalse();
    }
}
