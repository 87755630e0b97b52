package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the doctor tells of partitions, QOS and the controller's clock, out of Slurm's own output. */
class StandingOutputTest {
    @Test
    void shouldReadPartitionsWithTheirNodes() {
        // when
        var partitions = PartitionStanding.of("cpu*|up|2-00:00:00|1/1/1/3\noff|down|1:00:00|0/1/0/1\nhalf a line\n");

        // then
        assertThat(partitions).extracting(PartitionStanding::shown).containsExactly("cpu (default) 1 of 3 nodes idle, up to 2-00:00:00", "off 1 of 1 nodes idle, up to 1:00:00");
        assertThat(partitions).extracting(PartitionStanding::up).containsExactly(true, false);
        assertThat(partitions).extracting(PartitionStanding::usable).containsExactly(2L, 1L);
    }

    @Test
    void shouldShowTheLimitsOfUsableQosInWords() {
        assertThat(QosOutput.shown("normal|||||\ndev|06:00:00|1|2||\ntest|00:30:00|||cpu=8|node=1\n", Set.of("dev", "test"))).containsExactly(
                "dev (up to 06:00:00, 1 running, 2 submitted)", "test (up to 00:30:00, cpu=8 of a user, node=1 of a job)");
    }

    @Test
    void shouldReadWhatTimeTheControllerHas() {
        assertThat(ControllerOutput.asOf("Configuration data as of 1795718644\nClusterName = x\n")).hasValue(Instant.ofEpochSecond(1795718644));
        assertThat(ControllerOutput.asOf("ClusterName = x\n")).isEmpty();
    }
}
