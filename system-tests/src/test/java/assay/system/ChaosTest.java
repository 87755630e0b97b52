package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** A minute of {@code dev/chaos} on the real Kafka and the real Slurm; the seed stands in what it says. */
@Timeout(700)
@Isolated
class ChaosTest {
    private static final Duration AT_MOST = Duration.ofSeconds(600);
    @RegisterExtension
    static final TestCluster CLUSTER = new TestCluster();
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldKeepEveryPromiseWhateverIsKilled() {
        // given
        String program = workbench.installation().launcher().getParent().toString();

        // when
        Ended chaos = workbench.start(List.of(Installation.CHECKOUT.resolve("dev/chaos").toString(), "--minutes", "1", "--program", program)).await(AT_MOST);

        // then
        System.out.println(chaos.console());
        assertThat(chaos.exitCode()).as(chaos.console()).isZero();
        assertThat(chaos.out()).contains("runs accepted and ended", "11 of 11", "kept").doesNotContain("BROKEN");
    }
}
