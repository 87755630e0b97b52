package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import assay.cluster.Cluster.ListedJob;
import assay.events.ClusterState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountingOutputTest {

    @Test
    void shouldReadARecordedAnswer() {
        // given
        var asked = List.of(Samples.job("21", "done"), Samples.job("22", "code"), Samples.job("23", "running"), Samples.job("25", "held"),
                Samples.job("26", "killed"), Samples.job("27", "nodir"));

        // when
        List<ListedJob> jobs = AccountingOutput.jobs(Samples.read("sacct.txt"), asked);

        // then
        assertThat(jobs).extracting(ListedJob::state, ListedJob::word, ListedJob::exitCode, ListedJob::nodes).containsExactly(
                tuple(ClusterState.COMPLETED, "COMPLETED", 0, "n1"),
                tuple(ClusterState.FAILED, "FAILED", 15, "n1"),
                tuple(ClusterState.RUNNING, "RUNNING", -1, "n1"),
                tuple(ClusterState.CANCELLED, "CANCELLED by 0", -1, ""),
                tuple(ClusterState.FAILED, "FAILED", 137, "n2"),
                tuple(ClusterState.FAILED, "FAILED", -1, "n2"));
        assertThat(jobs.get(3).started()).isEqualTo(Instant.EPOCH);
        assertThat(jobs.get(3).ended()).isEqualTo(Instant.ofEpochSecond(1795460179));
    }

    @Test
    void shouldCountTheStartsOfARequeuedJob() {
        // when
        List<ListedJob> jobs = AccountingOutput.jobs(Samples.read("sacct.txt"), List.of(Samples.job("24", "requeued")));

        // then
        assertThat(jobs).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(ClusterState.CANCELLED);
            assertThat(job.restarts()).isEqualTo(1);
            assertThat(job.name()).isEqualTo(Samples.token("requeued").value());
        });
    }

    @Test
    void shouldNotTakeAnotherJobsRecordForOurs() {
        // given
        var reused = Samples.job("21", "db");

        // when
        List<ListedJob> jobs = AccountingOutput.jobs(Samples.read("sacct.txt"), List.of(reused, Samples.job("999", "db")));

        // then
        assertThat(jobs).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,0:0,0", "FAILED,3:0,3", "FAILED,0:9,137", "FAILED,0:53,-1", "OUT_OF_MEMORY,0:125,-1", "TIMEOUT,0:0,-1",
            "CANCELLED by 7,0:15,143", "CANCELLED+,0:0,-1", "RUNNING,0:0,-1", "FAILED,what,-1"})
    void shouldGiveAnExitCodeOnlyWhenTheRecordTellsIt(String state, String exit, int expected) {
        // given
        String row = String.join(AccountingOutput.DELIMITER, "7", state, exit, "1", "2", "3", "n1", "1", "None", "00:10:00", Samples.token("db").value());

        // when
        List<ListedJob> jobs = AccountingOutput.jobs(row, List.of(Samples.job("7", "db")));

        // then
        assertThat(jobs).extracting(ListedJob::exitCode).containsExactly(expected);
    }
}
