package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Stage;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.ReportKind;
import assay.events.Measurement;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When jobs are released, begun again and stopped, and when a run is over. */
class SchedulerTest {
    private static final Map<String, String> SIGNALLED = Map.of("exit", "143", "reason", "signal");
    private static final Map<String, String> FAILED = Map.of("exit", "1", "reason", "program-failed", "program_exit", "1");

    @Test
    void shouldStartAServiceAnewForEachRepetition() {
        // given
        Course course = new Course(recipe(2, new ServiceSpec.Life(Scope.REPETITION, 1, 600), ClientSpec.Jobs.STANDARD));

        // when
        List<String> first = course.decides();
        List<String> ready = course.ready("db-r1").decides();
        List<String> measured = course.ranWell("load-r1").decides();
        List<String> stopped = course.said("db-r1", ReportKind.STOPPED, Map.of("exit", "0", "reason", "stop-requested")).ended("db-r1", ClusterState.COMPLETED, 0).decides();
        List<String> again = course.ready("db-r2").decides();
        List<String> last = course.ranWell("load-r2").decides();

        // then
        assertThat(first).containsExactly("JobReleased db-r1");
        assertThat(ready).containsExactly("JobReleased load-r1");
        assertThat(measured).containsExactly("JobStopRequested db-r1");
        assertThat(stopped).containsExactly("JobReleased db-r2");
        assertThat(again).containsExactly("JobReleased load-r2");
        assertThat(last).containsExactly("RunClosing");
        assertThat(course.run().stage()).isInstanceOfSatisfying(Stage.Closing.class, closing -> assertThat(closing.reason()).isEqualTo(ClosingReason.COMPLETED));
    }

    @Test
    void shouldReleaseAnEarlyClientWhenItsServiceIsSubmitted() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, new ClientSpec.Jobs(Scope.RUN, 1, true, 1)));
        course.decides();

        // when
        List<String> decided = course.submitted("db").decides();

        // then
        assertThat(decided).containsExactly("JobReleased load");
    }

    @Test
    void shouldBeginAgainWhatTheClusterTookAway() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, new ClientSpec.Jobs(Scope.RUN, 1, false, 2)));
        course.decides();
        course.ready("db").decides();

        // when
        List<String> said = course.submitted("load").started("load").said("load", ReportKind.STOPPED, Map.of("exit", "143", "reason", "signal")).decides();
        List<String> proven = course.ended("load", ClusterState.PREEMPTED, 143).decides();

        // then
        assertThat(said).isEmpty();
        assertThat(proven).containsExactly("JobReleased load");
        assertThat(course.job("load").attempt()).isEqualTo(2);
        assertThat(course.job("load").reports()).isEmpty();
        assertThat(course.job("load").earlier()).hasSize(1);
    }

    @Test
    void shouldBeginAServiceAgainWithItsClients() {
        // given
        Course course = new Course(recipe(1, new ServiceSpec.Life(Scope.RUN, 2, 600), ClientSpec.Jobs.STANDARD));
        course.decides();
        course.ready("db").decides();
        course.submitted("load").started("load");

        // when
        List<String> lost = course.ended("db", ClusterState.NODE_FAIL, -1).decides();
        List<String> clientEnded = course.said("load", ReportKind.STOPPED, Map.of("exit", "0", "reason", "stop-requested")).ended("load", ClusterState.COMPLETED, 0).decides();
        List<String> serviceReady = course.ready("db").decides();
        List<String> measured = course.ranWell("load").decides();

        // then
        assertThat(lost).containsExactly("JobStopRequested load");
        assertThat(clientEnded).containsExactly("JobReleased db");
        assertThat(serviceReady).containsExactly("JobReleased load");
        assertThat(course.job("load").attempt()).isEqualTo(2);
        assertThat(measured).containsExactly("RunClosing");
    }

    /** The cluster takes both jobs away and says so of the client first: its second attempt begins against a service that is about to go. */
    @Test
    void shouldBeginAClientOnceMoreWhoseFurtherAttemptMetTheEndOfItsService() {
        // given
        Course course = new Course(recipe(1, new ServiceSpec.Life(Scope.RUN, 2, 600), ClientSpec.Jobs.STANDARD));
        course.decides();
        course.ready("db").decides();
        course.submitted("load").started("load");

        // when
        List<String> clientLost = course.ended("load", ClusterState.PREEMPTED, 143).decides();
        List<String> serviceLost = course.submitted("load").pending("load", "Resources").ended("db", ClusterState.PREEMPTED, 143).decides();
        List<String> clientEnded = course.ended("load", ClusterState.CANCELLED, 0).decides();
        List<String> serviceReady = course.ready("db").decides();
        List<String> measured = course.ranWell("load").decides();

        // then
        assertThat(clientLost).containsExactly("JobReleased load");
        assertThat(serviceLost).containsExactly("JobStopRequested load");
        assertThat(clientEnded).containsExactly("JobReleased db");
        assertThat(serviceReady).containsExactly("JobReleased load");
        assertThat(course.job("load").earlier()).hasSize(2);
        assertThat(measured).containsExactly("RunClosing");
    }

    @Test
    void shouldBeginNoRepetitionWhileAJobOfTheOneBeforeBeginsAgain() {
        // given
        Course course = new Course(recipe(2, new ServiceSpec.Life(Scope.REPETITION, 2, 600), ClientSpec.Jobs.STANDARD));
        course.decides();
        course.ready("db-r1").decides();
        course.ranWell("load-r1").ended("db-r1", ClusterState.NODE_FAIL, -1);

        // when
        List<String> lost = course.decides();
        List<String> ready = course.ready("db-r1").decides();
        List<String> measured = course.ranWell("load-r1").decides();

        // then
        assertThat(lost).containsExactly("JobReleased db-r1");
        assertThat(ready).containsExactly("JobReleased load-r1");
        assertThat(measured).containsExactly("JobStopRequested db-r1");
    }

    @Test
    void shouldNotBeginAgainWhatFailedByItself() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, new ClientSpec.Jobs(Scope.RUN, 1, false, 2)));
        course.decides();
        course.ready("db").decides();

        // when
        List<String> decided = course.submitted("load").started("load").said("load", ReportKind.STOPPED, FAILED)
                .take(new JobEvent.WorkloadMeasured(course.job("load").state().attempt().orElseThrow(), 1, Measurement.nothing(Samples.START, Samples.START, "none")))
                .ended("load", ClusterState.FAILED, 1).decides();

        // then
        assertClosing(course, decided, "client load failed");
    }

    @Test
    void shouldCloseWhenAnAttemptWasTheLast() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD));
        course.decides();
        course.submitted("db").started("db");

        // when
        List<String> decided = course.ended("db", ClusterState.NODE_FAIL, -1).decides();

        // then
        assertClosing(course, decided, "service db ended before its clients");
    }

    @Test
    void shouldLetTheClusterSayFirstWhyASignalEndedAJob() {
        // given
        Course course = measuring();
        course.said("db", ReportKind.STOPPED, SIGNALLED);

        // when
        List<String> consequence = course.later(19).said("load", ReportKind.STOPPED, FAILED).decides();
        List<String> explained = course.ended("db", ClusterState.TIMEOUT, 143).decides();

        // then
        assertThat(consequence).isEmpty();
        assertClosing(course, explained, "service db ended before its clients: it ended");
    }

    @Test
    void shouldNotWaitForLongForTheReasonOfASignal() {
        // given
        Course course = measuring();

        // when
        List<String> decided = course.said("db", ReportKind.STOPPED, SIGNALLED).later(20).decides();

        // then
        assertClosing(course, decided, "service db ended before its clients: ended by a signal");
    }

    @Test
    void shouldNotWaitForTheReasonOfASignalWhileNobodyCanTellIt() {
        // given
        Course course = measuring();
        course.take(new JobEvent.ClusterObserved("slurm", false, "Unable to contact slurm controller", true, Map.of(), List.of(), "/tmp/out"));

        // when
        List<String> decided = course.said("db", ReportKind.STOPPED, SIGNALLED).decides();

        // then
        assertClosing(course, decided, "service db ended before its clients: ended by a signal");
    }

    private static Course measuring() {
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD));
        course.decides();
        course.ready("db").decides();
        return course.submitted("load").started("load");
    }

    @Test
    void shouldGiveUpAJobThatCanNeverStart() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD));
        course.decides();

        // when
        List<String> waiting = course.submitted("db").pending("db", "Priority").decides();
        List<String> hopeless = course.pending("db", "PartitionTimeLimit").decides();

        // then
        assertThat(waiting).isEmpty();
        assertClosing(course, hopeless, "PartitionTimeLimit");
    }

    @Test
    void shouldNotKeepAServiceIdleLongerThanAllowed() {
        // given
        Course course = new Course(recipe(1, new ServiceSpec.Life(Scope.RUN, 1, 120), ClientSpec.Jobs.STANDARD));
        course.decides();
        course.ready("db").decides();
        course.submitted("load").pending("load", "Resources");

        // when
        List<String> before = course.later(119).decides();
        List<String> after = course.later(1).decides();

        // then
        assertThat(before).isEmpty();
        assertClosing(course, after, "max_idle");
    }

    @Test
    void shouldGoOnWhileTheClusterIsSilentAndSaySo() {
        // given
        Course course = new Course(recipe(1, ServiceSpec.Life.STANDARD, ClientSpec.Jobs.STANDARD));
        course.decides();
        course.submitted("db");

        // when
        course.take(new JobEvent.ClusterObserved("slurm", false, "Unable to contact slurm controller", true, Map.of(), List.of(), "/tmp/out"));
        List<String> silent = course.decides();
        boolean told = course.run().silence().isPresent();
        course.take(new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/tmp/out"));

        // then
        assertThat(silent).isEmpty();
        assertThat(told).isTrue();
        assertThat(course.run().silence()).isEmpty();
        assertThat(course.run().cluster()).hasValueSatisfying(cluster -> assertThat(cluster.usable()).isTrue());
    }

    private static void assertClosing(Course course, List<String> decided, String words) {
        assertThat(decided).containsExactly("RunClosing");
        assertThat(course.run().stage()).isInstanceOfSatisfying(Stage.Closing.class, closing -> {
            assertThat(closing.reason()).isEqualTo(ClosingReason.FAILED);
            assertThat(closing.detail()).contains(words);
        });
    }

    private static Recipe recipe(int repetitions, ServiceSpec.Life life, ClientSpec.Jobs jobs) {
        return Samples.recipe(1, 1, repetitions, life, jobs);
    }
}
