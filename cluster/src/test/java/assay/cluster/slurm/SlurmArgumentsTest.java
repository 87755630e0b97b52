package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster.SubmitRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlurmArgumentsTest {

    @Test
    void shouldSubmitUnderTheTokenAndTheDeadline() {
        // given
        var request = new SubmitRequest(Samples.token("db"), "#!/bin/bash\n", "/runs/100% mine", Instant.ofEpochMilli(1795447975123L));

        // when
        List<String> arguments = SlurmArguments.submit(request, request.deadline());

        // then
        assertThat(arguments).startsWith("bash", "-p", "-c").endsWith("assay-submit", "1795447975123", "sbatch", "--parsable",
                "--job-name=db-a1.7k3q2mxxxx.l0g1d234.assay", "--chdir=/runs/100% mine",
                "--output=/runs/100%% mine/logs/db-a1.7k3q2mxxxx.l0g1d234.assay.%j.log", "--comment=assay");
        assertThat(arguments.get(3)).contains("$(date +%s%3N)", "exit 75", "exec timeout -s KILL \"$(printf '%d.%03d'");
    }

    @Test
    void shouldAskForAllJobsWithOneQuery() {
        // when
        List<String> jobs = SlurmArguments.jobs();
        List<String> found = SlurmArguments.find(Samples.token("db"));

        // then
        assertThat(jobs).containsExactly("squeue", "--me", "-h", "-t", "all", "-o", "%A|%T|%r|%V|%S|%e|%N|%D|%l|%j");
        assertThat(found).containsAll(jobs).endsWith("-n", "db-a1.7k3q2mxxxx.l0g1d234.assay");
    }

    @Test
    void shouldCancelByIdAndName() {
        // when
        List<String> arguments = SlurmArguments.cancel(Samples.job("4711", "db"));

        // then
        assertThat(arguments).containsExactly("scancel", "--me", "--name=db-a1.7k3q2mxxxx.l0g1d234.assay", "4711");
    }

    @Test
    void shouldNameEveryIdOnceInOneQuery() {
        // given
        var jobs = List.of(Samples.job("1", "db"), Samples.job("2", "load"), Samples.job("1", "db"));

        // when
        List<String> usage = SlurmArguments.usage(jobs);
        List<String> history = SlurmArguments.history(jobs);

        // then
        assertThat(usage).containsSequence("-j", "1,2");
        assertThat(history).containsSequence("-j", "1,2").contains("--delimiter=\u001f", "-D");
    }
}
