package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepOutputTest {
    private static final Instant NOW = Instant.ofEpochSecond(1795460000);

    @Test
    void shouldReadARecordedAnswer() {
        // given
        var job = Samples.job("3", "load");

        // when
        List<Usage> usage = StepOutput.usage(Samples.read("sstat.txt"), List.of(job), NOW);

        // then
        assertThat(usage).containsExactly(new Usage("sstat", job, "batch", NOW, Map.of("tasks", 1.0, "cpu_seconds", 3.0, "memory_bytes", 5500928.0,
                "memory_max_bytes", 5500928.0, "read_calls_bytes", 13043.0, "write_calls_bytes", 138647470081.0)));
    }

    @Test
    void shouldLeaveOutForeignStepsAndWhatHoldsTheJob() {
        // given
        String rest = "|2|00:00:01|00:00:01|10|10|10|2M|0|0|cpu=1-00:00:02,mem=20|fs/disk=5\n";
        String text = "3.extern" + rest + "3.0" + rest + "4.0" + rest + "3.1|half a row\n";

        // when
        List<Usage> usage = StepOutput.usage(text, List.of(Samples.job("3", "load")), NOW);

        // then
        assertThat(usage).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo("0");
            assertThat(step.values()).containsEntry("cpu_seconds", 86402.0).containsEntry("memory_bytes", 20.0).doesNotContainKey("read_calls_bytes");
        });
    }
}
