package assay.report;

import static assay.report.Bent.phase;
import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Check;
import assay.core.report.Report;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.Verdict;
import assay.events.Measurement;
import assay.events.Token;
import assay.events.recipe.Scope;
import assay.testkit.SplitRun;
import assay.testkit.SplitRun.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in one of several jobs is found, and never VALID. */
class SplitVerdictTest {
    private static final List<Envelope> REPLICAS = SplitRun.log(Shape.of(3, 3, Scope.RUN));
    private static final List<Envelope> SPLIT = SplitRun.log(Shape.of(6, 1, Scope.REPETITION));
    private static final List<Envelope> FIGURES = SplitRun.log(new Shape(3, 2, Scope.RUN, false, 60, List.of("load.ops > 1", "load.hit_ratio > 0")));

    @Test
    void shouldSayWhatAClientDoesNotCount() {
        // when
        Report report = Report.of(FIGURES);

        // then
        assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(Verdict.VALID);
        assertThat(report.checks()).filteredOn(check -> check.measured().equals("not counted")).extracting(Check::name)
                .containsExactly("operations in a window", "failed operations", "operations due but not sent", "accounting");
        assertThat(report.checks()).filteredOn(check -> check.measured().equals("not counted")).extracting(Check::result).containsOnly(Check.Result.NOTE);
    }

    @Test
    void shouldBeInvalidWhenAClientGaveNoFigureAndCountsNothing() {
        // given
        List<Envelope> log = Bent.copy(FIGURES).measured("load-1", 2, m -> new Measurement(true, m.start(), m.end(), -1, -1, -1, List.of(), "", List.of(), "", List.of())).log();

        // then
        assertThat(Report.of(log).reasons()).containsExactly("load: figures in a window: none in the worst (expected: at least 1)");
    }

    @Test
    void shouldBeInvalidWhenTheWindowOfOneReplicaIsMissing() {
        // when
        Report report = Report.of(Bent.copy(REPLICAS).without(event -> event instanceof JobEvent.WorkloadMeasured m && m.job().value().equals("load-3") && m.repetition() == 2).log());

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).containsExactly("load: windows happened: 2; window 2 without load-3 (expected: 3)",
                "load: window 2: not measured: load-3 has no window (expected: measured)");
        assertThat(report.clients().getFirst().windows()).isEqualTo(2);
    }

    @Test
    void shouldBeInvalidWhenOneReplicaMeasuredNothing() {
        // when
        Report report = Report.of(Bent.copy(REPLICAS).measured("load-1", 3, m -> Measurement.nothing(m.start(), m.end(), "no summary")).log());

        // then
        assertThat(report.reasons()).containsExactly("load: window 3: not measured: load-1 measured nothing: no summary (expected: measured)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1000, 4000, 61_000})
    void shouldJudgeWhetherReplicasMeasuredAtTheSameTime(long lateMillis) {
        // given
        List<Envelope> log = Bent.copy(REPLICAS).measured("load-2", 1, m -> moved(m, Duration.ofMillis(lateMillis))).log();

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.checks()).filteredOn(check -> check.name().equals("replicas measured at the same time")).singleElement().extracting(Check::result)
                .isEqualTo(lateMillis > 60_000 ? Check.Result.INVALID : lateMillis > 3_000 ? Check.Result.SUSPECT : Check.Result.PASS);
        assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("load: replicas started together: at most"));
    }

    @Test
    void shouldJudgeTheErrorsOfEachReplicaAndNotOnlyTheirSum() {
        // given
        List<Envelope> log = Bent.copy(REPLICAS).measured("load-2", 1, m -> counts(m, m.operations(), m.operations() * 2 / 100)).log();

        // then
        assertThat(Report.of(log).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void shouldBeInvalidWithFivePercentErrors() {
        // given
        List<Envelope> log = Bent.copy(SPLIT).measured("load-r4", 4, m -> counts(m, m.operations(), m.operations() * 5 / 95)).log();

        // then
        assertThat(Report.of(log).reasons()).singleElement().asString().startsWith("load: failed operations: 1578, at most 5.00 % of a window");
    }

    @Test
    void shouldBeInvalidWithAWindowOfNoOperations() {
        // given
        List<Envelope> log = Bent.copy(REPLICAS).measured("load-2", 2, m -> new Measurement(true, m.start(), m.end(), 0, 0, 0, m.figures(), "", List.of(), "", List.of())).log();

        // then
        assertThat(Report.of(log).reasons()).containsExactly("load: operations in a window: 0 in the worst (expected: more than 0)");
    }

    @Test
    void shouldBeInvalidWhenTheServiceStartedAgainInItsWindow() {
        // given
        List<Envelope> log = Bent.copy(SPLIT).behind(phase("load-r2", "measure", 2), new JobEvent.JobReported(SplitRun.attempt("db-r2"), SplitRun.clusterJob("db-r2"), 1, 9,
                Bent.copy(SPLIT).time(phase("load-r2", "measure", 2)).plusSeconds(7), ReportKind.STARTED, Map.of())).log();

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.reasons()).containsExactly("db-r2: service started: 2 times, at least once between the windows' start and end (expected: once)",
                "db-r2: undisturbed by the cluster: started again by the cluster (expected: never requeued, preempted, suspended or standing still)");
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    }

    @ParameterizedTest
    @EnumSource(value = ClusterState.class, names = {"REQUEUED", "PREEMPTED", "SUSPENDED"})
    void shouldBeInvalidWhenAJobWasDisturbedInItsWindowOnly(ClusterState state) {
        // given
        JobEvent.JobStateChanged disturbed = new JobEvent.JobStateChanged(SplitRun.attempt("db-r2"), SplitRun.clusterJob("db-r2"), state, "", "");

        // then
        assertThat(Report.of(Bent.copy(SPLIT).behind(phase("load-r2", "measure", 2), disturbed).log()).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(Report.of(Bent.copy(SPLIT).behind(phase("load-r3", "measure", 3), disturbed).log()).verdict()).isEqualTo(Verdict.SUSPECT);
    }

    @Test
    void shouldBeInvalidWhenAJobWasSuspendedBeforeItsWindowAndWentOnWithinIt() {
        // given
        Token db = SplitRun.attempt("db-r1");
        List<Envelope> log = Bent.copy(SPLIT)
                .behind(phase("load-r1", "warmup", 1), new JobEvent.JobStateChanged(db, SplitRun.clusterJob("db-r1"), ClusterState.SUSPENDED, "", ""))
                .behind(phase("load-r1", "measure", 1), new JobEvent.JobStateChanged(db, SplitRun.clusterJob("db-r1"), ClusterState.RUNNING, "", "")).log();

        // then
        assertThat(Report.of(log).reasons()).singleElement().asString().contains("SUSPENDED");
        assertThat(Report.of(log).verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void shouldBeInvalidWhenTheServiceWasReadyOnlyBehindTheWindow() {
        // given
        List<Envelope> late = new ArrayList<>(Bent.copy(REPLICAS).log());
        Envelope ready = late.stream().filter(envelope -> envelope.event() instanceof JobEvent.ServiceReady).findFirst().orElseThrow();
        late.remove(ready);
        late.add(late.size() - 4, ready);

        // then
        assertThat(Report.of(late).reasons()).containsExactly("db: service became ready: only after a window was measured (expected: yes)");
    }

    private static Measurement counts(Measurement m, long operations, long failed) {
        return new Measurement(true, m.start(), m.end(), operations, failed, 0, m.figures(), m.latency(), m.series(), m.loadModel(), List.of());
    }

    private static Measurement moved(Measurement m, Duration later) {
        return new Measurement(true, m.start().plus(later), m.end().plus(later), m.operations(), 0, 0, m.figures(), m.latency(), m.series(), m.loadModel(), List.of());
    }
}
