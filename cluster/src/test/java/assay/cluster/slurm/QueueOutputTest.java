package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import assay.cluster.Cluster.ListedJob;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueOutputTest {
    @Test
    void shouldReadWhereJobsWork() {
        // when
        var directories = QueueOutput.directories("12|/home/me/a|b c\n13|\nslurm_load_jobs error\n14|/x\n");

        // then
        assertThat(directories).containsExactly(Map.entry(new ClusterJobId("12"), "/home/me/a|b c"), Map.entry(new ClusterJobId("14"), "/x"));
    }


    @Test
    void shouldReadARecordedAnswer() {
        // when
        List<ListedJob> jobs = QueueOutput.jobs(Samples.read("squeue.txt"));

        // then
        assertThat(jobs).extracting(job -> job.id().value(), ListedJob::state, ListedJob::reason).containsExactly(
                tuple("24", ClusterState.CANCELLED, "BeginTime"),
                tuple("25", ClusterState.CANCELLED, "JobHeldUser"),
                tuple("21", ClusterState.COMPLETED, ""),
                tuple("22", ClusterState.FAILED, "NonZeroExitCode"),
                tuple("26", ClusterState.FAILED, "JobLaunchFailure"),
                tuple("27", ClusterState.FAILED, "JobLaunchFailure"),
                tuple("28", ClusterState.FAILED, "BadConstraints"),
                tuple("29", ClusterState.PENDING, "JobHeldUser"),
                tuple("23", ClusterState.RUNNING, ""));
    }

    @Test
    void shouldGiveTimesOnlyForWhatHappened() {
        // when
        List<ListedJob> jobs = QueueOutput.jobs(Samples.read("squeue.txt"));

        // then
        Instant submitted = Instant.ofEpochSecond(1795460175);
        assertThat(jobs.getLast()).isEqualTo(new ListedJob(new ClusterJobId("23"), Samples.token("running").value(), ClusterState.RUNNING, "RUNNING",
                "", "n1", 1, 0, -1, submitted, submitted, Instant.EPOCH, Duration.ofMinutes(10)));
        assertThat(jobs.get(1)).isEqualTo(new ListedJob(new ClusterJobId("25"), Samples.token("held").value(), ClusterState.CANCELLED, "CANCELLED",
                "JobHeldUser", "", 1, 0, -1, submitted, Instant.EPOCH, Instant.ofEpochSecond(1795460179), Duration.ofMinutes(10)));
    }

    @Test
    void shouldKeepSeparatorsInNamesAndSkipBrokenRows() {
        // given
        String text = """
                29|PENDING|ReqNodeNotAvail, UnavailableNodes:n3|1795460175|N/A|N/A||1|10:00|some|one else
                30|PENDING|None|1795460175|N/A|N/A||1|UNLIMITED|first line
                second line | of it
                slurm_load_jobs: noise
                31|PENDING|None
                """;

        // when
        List<ListedJob> jobs = QueueOutput.jobs(text);

        // then
        assertThat(jobs).extracting(ListedJob::name).containsExactly("some|one else", "first line");
        assertThat(jobs.getFirst().reason()).isEqualTo("ReqNodeNotAvail, UnavailableNodes:n3");
    }
}
