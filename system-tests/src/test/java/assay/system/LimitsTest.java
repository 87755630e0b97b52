package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Jobs that the cluster would take one by one, but never lets run at the same time, are refused with the limit's name. */
@Timeout(300)
class LimitsTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @Test
    void shouldNameTheQosThatLetsOneJobRun() {
        // when
        Trial trial = Trial.shipped(WORKBENCH, "qos", "slurm.qos=dev");

        // then
        assertRefused(trial, "db and load must run at the same time, but qos dev lets you run 1 job at a time (MaxJobsPU)", "use another qos, or put them into one job (placement: packed)");
    }

    @Test
    void shouldRunWhatThatQosLetsRunInOneJob() throws Exception {
        // when
        Trial trial = Trial.start(WORKBENCH, "packed", Recipes.client("true"), "--set", "slurm.qos=dev", "--set", "placement=packed");

        // then
        RunEvents events = trial.assertEnds(2);
        Closing.assertWhole(events, "load", "web");
    }

    @Test
    void shouldNameThePartitionThatHasOneNodeForTwoThatWantItWhole() {
        // when
        Trial trial = Trial.shipped(WORKBENCH, "whole", "slurm.partition=gpu", "slurm.exclusive=true");

        // then
        assertRefused(trial, "db and load must run at the same time and take 2 whole nodes, but partition gpu has 1 node (TotalNodes)");
    }

    @Test
    @ResourceLock(TestCluster.GPU)
    @ResourceLock(TestCluster.SHORT)
    void shouldRunWhatMayShareThatNode() throws Exception {
        // when
        Trial trial = Trial.start(WORKBENCH, "shares", Recipes.client("true"), "--set", "slurm.partition=gpu", "--set", "slurm.qos=short");

        // then: the cluster ran both; that this client measures nothing is another matter
        RunEvents events = trial.assertEnds(2);
        assertThat(events.types()).contains("job.submitted").doesNotContain("run.refused");
        Closing.assertWhole(events, "load", "web");
    }

    private static void assertRefused(Trial trial, String... words) {
        Ended ended = trial.await();
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        assertThat(ended.console()).contains(words);
        RunEvents events = WORKBENCH.events();
        assertThat(events.types()).contains("run.refused").doesNotContain("job.released", "job.submission-intended", "job.submitted");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(Slurm.living(events.run())).isEmpty();
    }
}
