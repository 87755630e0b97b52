package assay.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTest {
    private static final Machine MACHINE = new Machine("vm", "6.1", "boot", 4, 8L << 30, 1000);

    private static Demand of(String... directives) {
        return Demand.of("#!/bin/bash -l\n# a comment\n\n#SBATCH " + String.join("\n#SBATCH ", directives) + "\necho\n#SBATCH --nodes=9\n", MACHINE);
    }

    @Test
    void shouldReadWhatEveryScriptOfAssayAsks() {
        // when
        Demand demand = of("--nodes=1", "--ntasks=2", "--time=00:10:00", "--no-requeue", "--export=NONE", "--open-mode=append", "--signal=B:TERM@60",
                "--cpus-per-task=2", "--mem=2G");

        // then
        assertThat(demand).isEqualTo(new Demand(4, 2, Duration.ofMinutes(10),
                Optional.of(new SlurmForms.Warning("TERM", Duration.ofSeconds(60))), List.of(), List.of()));
        assertThat(demand.message()).isEmpty();
    }

    @Test
    void shouldNameWhatItIgnores() {
        // when
        Demand demand = of("-A p200000 -q default # why", "--partition \"a b\"", "--mail-type=END");

        // then
        assertThat(demand.met()).isTrue();
        assertThat(demand.message()).isEqualTo("ignored, as it means nothing on this machine: account, mail-type, partition, qos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nodes=2", "-N2", "-N 1-2", "--gres=gpu:1", "--gpus=1", "--constraint=x", "--nodelist=n1", "--exclude=n1", "--licenses=a",
            "--reservation=r", "--exclusive", "--mem=9G", "--mem-per-cpu=9000M", "--cpus-per-task=5", "--ntasks=5", "--begin=now+1hour", "--dependency=after:1",
            "--array=1-3", "--whatever", "--time=soon", "--cpus-per-task=0", "--mem=all", "--comment=\"x", "word"})
    void shouldRefuseWhatWouldChangeTheMeasurement(String directive) {
        // when
        Demand demand = of(directive);

        // then
        assertThat(demand.met()).isFalse();
        assertThat(demand.message()).isNotBlank();
    }

    @Test
    void shouldSayWhichAndWhy() {
        // when
        Demand demand = of("--cpus-per-task=3 --ntasks=2", "--mem=9G", "--exclusive");

        // then
        assertThat(demand.message()).isEqualTo("exclusive: jobs share this machine with all that runs on it; "
                + "cpus: 6 are asked for (ntasks x cpus-per-task), but vm has 4; mem: 9216 MiB are asked for, but vm has 8192 MiB");
    }

    @Test
    void shouldRefuseWhatIsNoScript() {
        // when
        Demand demand = Demand.of("echo", MACHINE);

        // then
        assertThat(demand.message()).startsWith("This does not look like a batch script");
    }

    @ParameterizedTest
    @CsvSource({"5,300", "1:30,90", "0:01,1", "00:10:00,600", "1-2,93600", "1-2:3,93780", "1-2:3:4,93784", "UNLIMITED,0", "0,0"})
    void shouldReadTimesInEveryForm(String text, long seconds) {
        // when
        Optional<Duration> time = SlurmForms.time(text);

        // then
        assertThat(time).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"100,104857600", "1K,1024", "2G,2147483648", "1gb,1073741824"})
    void shouldReadSizes(String text, long bytes) {
        // when
        Optional<Long> size = SlurmForms.size(text);

        // then
        assertThat(size).contains(bytes);
    }

    @Test
    void shouldSendASignalOnlyToTheBatchShell() {
        // when
        Demand steps = of("--signal=TERM@60");

        // then
        assertThat(steps.warning()).isEmpty();
        assertThat(steps.ignored()).containsExactly("signal");
        assertThat(SlurmForms.warning("B:SIGUSR1")).contains(new SlurmForms.Warning("USR1", Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0-1|2", "0|1", "0-3,8,10-11|7"})
    void shouldCountProcessors(String list, int count) {
        // when
        int counted = Machine.count(list);

        // then
        assertThat(counted).isEqualTo(count);
    }
}
