package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.runner.RunnerAnswer.Sighting;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect.Query;
import assay.core.runner.RunnerEffect.Reports;
import assay.core.runner.RunnerEffect.Tracked;
import assay.events.ClusterState;
import assay.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobTrackerTest {
    private final FakeCluster cluster = Examples.cluster();
    private final ManualClock clock = Examples.clock();
    private final JobTracker tracker = new JobTracker(cluster, new ReportReader(cluster), clock);

    private List<Sighting> query(boolean stopped) {
        return ((RunnerAnswer.Tracked) tracker.query(asked(stopped))).sightings();
    }

    private static Query asked(boolean stopped) {
        return new Query(List.of(new Tracked(Examples.RUN, Examples.DB, Examples.JOB, stopped)), List.of(new Reports(Examples.RUN, Examples.DIRECTORY, Set.of())),
                Duration.ZERO);
    }

    @Test
    void shouldTellTheReasonOfAPendingJob() {
        // given
        cluster.listed.add(FakeCluster.job("4711", Examples.DB, ClusterState.PENDING, "Priority"));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).singleElement().satisfies(sighting -> assertThat(sighting.reason()).isEqualTo("Priority"));
    }

    @Test
    void shouldNotTellWhatACancelledJobHadWaitedFor() {
        // given
        cluster.listed.add(FakeCluster.job("4711", Examples.DB, ClusterState.CANCELLED, "BeginTime"));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).singleElement().satisfies(sighting -> assertThat(sighting.reason()).isEmpty());
    }

    @Test
    void shouldTellThatAJobWhichStoppedAndWaitsWasRequeued() {
        // given
        cluster.listed.add(FakeCluster.job("4711", Examples.DB, ClusterState.PENDING, "BeginTime"));
        // when
        List<Sighting> seen = query(true);
        // then
        assertThat(seen).singleElement().satisfies(sighting -> assertThat(sighting.state()).isEqualTo(ClusterState.REQUEUED));
    }

    @Test
    void shouldNotTakeAnotherJobWithTheSameIdForOurs() {
        // given
        cluster.listed.add(FakeCluster.job("4711", Examples.LOAD, ClusterState.COMPLETED, ""));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldAskTheRecordsForAJobThatIsListedNoMore() {
        // given
        cluster.records.add(FakeCluster.job("4711", Examples.DB, ClusterState.CANCELLED, ""));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).singleElement().satisfies(sighting -> assertThat(sighting.state()).isEqualTo(ClusterState.CANCELLED));
    }

    @Test
    void shouldBelieveTheJobsOwnWordWhereTheClusterKnowsNothing() {
        // when
        List<Sighting> seen = query(true);
        // then
        assertThat(seen).singleElement().satisfies(sighting -> assertThat(sighting.state()).isEqualTo(ClusterState.GONE));
    }

    @Test
    void shouldCallAMissingJobLostOnlyAfterATimeOfGrace() {
        // given
        List<Sighting> first = query(false);
        clock.advance(Duration.ofSeconds(119));
        List<Sighting> second = query(false);
        clock.advance(Duration.ofSeconds(1));
        // when
        List<Sighting> third = query(false);
        // then
        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
        assertThat(third).singleElement().satisfies(sighting -> assertThat(sighting.state()).isEqualTo(ClusterState.LOST));
    }

    @Test
    void shouldForgetThatAJobWasMissingWhenItIsListedAgain() {
        // given
        query(false);
        cluster.listed.add(FakeCluster.job("4711", Examples.DB, ClusterState.RUNNING, ""));
        clock.advance(Duration.ofSeconds(100));
        query(false);
        cluster.listed.clear();
        clock.advance(Duration.ofSeconds(100));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldSayOfASilentClusterOnlyThatItIsSilent() {
        // given
        cluster.silent = true;
        // when
        RunnerAnswer answer = tracker.query(asked(false));
        // then
        assertThat(answer).isInstanceOfSatisfying(RunnerAnswer.Silent.class, silent -> assertThat(silent.runs()).containsExactly(Examples.RUN));
    }

    @Test
    void shouldGiveRecordsThatStillSayRunningTimeToChange() {
        // given
        cluster.records.add(FakeCluster.job("4711", Examples.DB, ClusterState.RUNNING, ""));
        // when
        List<Sighting> seen = query(false);
        // then
        assertThat(seen).isEmpty();
    }
}
