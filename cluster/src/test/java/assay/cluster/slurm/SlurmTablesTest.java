package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterState;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SlurmTablesTest {

    @ParameterizedTest
    @CsvSource({"CANCELLED by 1001,CANCELLED", "CANCELLED+,CANCELLED", "OUT_OF_MEMORY,OUT_OF_MEMORY", "PD,PENDING", "OOM,OUT_OF_MEMORY",
            "GONE,UNKNOWN", "LOST,UNKNOWN", "NOT_SUBMITTED,UNKNOWN", "BRAND_NEW,UNKNOWN", "'',UNKNOWN", "42,UNKNOWN"})
    void shouldReadStateWords(String word, ClusterState expected) {
        // when
        ClusterState state = JobStates.state(word);

        // then
        assertThat(state).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"LOST", "GONE", "NOT_SUBMITTED"})
    void shouldKnowEveryStateThatSlurmHas(ClusterState state) {
        // when
        ClusterState read = JobStates.state(state.name());

        // then
        assertThat(read).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"00:00:03,3", "01:02:03,3723", "2-00:00:01,172801", "00:02.741,2.741"})
    void shouldReadDurations(String text, double expected) {
        // when
        OptionalDouble seconds = SlurmValues.seconds(text);

        // then
        assertThat(seconds).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"11210752,11210752", "2K,2048", "1.5M,1572864"})
    void shouldReadSizes(String text, double expected) {
        // when
        OptionalDouble size = SlurmValues.size(text);

        // then
        assertThat(size).hasValue(expected);
    }

    @Test
    void shouldReadNothingAsNothing() {
        // when / then
        assertThat(SlurmValues.text("None assigned")).isEmpty();
        assertThat(SlurmValues.text("N/A")).isEmpty();
        assertThat(SlurmValues.instant("N/A")).isEqualTo(Instant.EPOCH);
        assertThat(SlurmValues.instant("Unknown")).isEqualTo(Instant.EPOCH);
        assertThat(SlurmValues.seconds("")).isEmpty();
        assertThat(SlurmValues.size("")).isEmpty();
    }

    @Test
    void shouldReadTheControllersSettings() {
        // given
        String text = Samples.read("scontrol-show-config.txt");

        // when
        var cluster = ControllerOutput.setting(text, "ClusterName");

        // then
        assertThat(cluster).contains("assaytest");
        assertThat(ControllerOutput.setting(text, "KillWait")).contains("5 sec");
        assertThat(ControllerOutput.setting(text, "Nothing")).isEmpty();
        assertThat(ControllerOutput.keepsAccounts(text)).isTrue();
        assertThat(ControllerOutput.keepsAccounts("AccountingStorageType   = accounting_storage/none\n")).isFalse();
        assertThat(ControllerOutput.up(text)).isTrue();
        assertThat(ControllerOutput.up("Slurmctld(primary) at vm is DOWN\n")).isFalse();
    }

    @Test
    void shouldCleanTheEnvironmentOfOptions() {
        // given
        var environment = Map.of("PATH", "/bin", "SBATCH_QOS", "nope", "SQUEUE_FORMAT", "x", "SLURM_JOB_ID", "1", "SLURM_CONF", "/etc/slurm.conf",
                "SLURM_JWT", "", "LC_ALL", "de_DE.UTF-8");

        // when
        Map<String, String> cleaned = CommandEnvironment.cleaned(environment);

        // then
        assertThat(cleaned).containsOnly(Map.entry("PATH", "/bin"), Map.entry("SLURM_CONF", "/etc/slurm.conf"), Map.entry("LC_ALL", "C"),
                Map.entry("TZ", "UTC"), Map.entry("SLURM_TIME_FORMAT", "%s"));
        assertThat(CommandEnvironment.cleaned(Map.of("SLURM_JWT", "ey"))).containsEntry("SLURM_JWT", "ey");
    }
}
