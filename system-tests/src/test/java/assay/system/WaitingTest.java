package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What would be waited for in vain is given up, with the reason. */
@Timeout(300)
class WaitingTest {
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldGiveUpAServiceThatIsNeverReady() throws Exception {
        // given
        String recipe = Recipes.service("echo thinking; sleep 100", "").replace("    slurm:", "    ready: { timeout: 3s }\n    slurm:");

        // when
        RunEvents events = Trial.start(WORKBENCH, "unready", recipe)
                .assertFails("it did not become ready in time", "exit code 72", "was not ready after 3 s", "thinking");

        // then
        assertThat(events.of("job.submitted", "load")).isEmpty();
    }

    @Test
    void shouldGiveUpAJobThatAnAdministratorHolds() throws Exception {
        // given
        Trial trial = Trial.start(WORKBENCH, "held", Recipes.service("sleep 100", ", begin: now+1hour"));

        // when
        CLUSTER.fault("hold", trial.clusterJob("web"));

        // then
        trial.assertFails("can never start", "JobHeldAdmin");
    }

    @Test
    @ResourceLock(TestCluster.GPU)
    void shouldGiveUpAJobThatItsPartitionDoesNotTakeAnyMore() throws Exception {
        // given
        Trial trial = Trial.start(WORKBENCH, "long", Recipes.service("sleep 100", ", begin: now+2").replace("time: 2m", "time: 5m"), "--set", "slurm.partition=gpu");
        trial.clusterJob("web");

        // when
        CLUSTER.fault("partition-max", "gpu", "1");

        // then
        trial.assertFails("can never start", "PartitionTimeLimit");
    }
}
