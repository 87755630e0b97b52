package assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.core.report.Check;
import assay.core.report.ClientResult;
import assay.core.report.ConditionResult;
import assay.core.report.Headline;
import assay.core.report.Report;
import assay.core.report.Timeline;
import assay.core.report.Timeline.Activity;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.Figure;
import assay.events.JobEvent;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.Verdict;
import assay.events.Measurement;
import assay.testkit.SampleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The report model, on bent copies of one good log. */
class ReportTest {

    @Test
    void shouldReportAGoodRun() {
        // when
        Report report = Report.of(SampleRun.log(3, 20));

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.evidence()).isEqualTo(Evidence.FIRST_LOOK);
        assertThat(report.evidenceGaps()).containsExactly("load: 3 windows, at least 6 are needed for an interval of the median",
                "load: the shortest window took 20.0 s, at least 60.0 s are needed");
        assertThat(report.failures()).isEmpty();
        assertThat(report.cleanup()).hasSize(1);
        assertThat(report.slo()).extracting(ConditionResult::met).containsExactly(true, true);
        assertThat(report.services().getFirst().endpoint()).isEqualTo("192.0.2.11:20417");
        assertThat(report.jobs()).extracting("account").containsExactly("postgres (dropped from root)", "ada");
        assertThat(report.artifacts()).hasSize(4);
    }

    @Test
    void shouldMergeWindowsInsteadOfAveragingPercentiles() {
        // when
        ClientResult client = Report.of(SampleRun.log(3, 20)).clients().getFirst();

        // then
        Headline p99 = client.headlines().stream().filter(headline -> headline.name().equals("latency_p99")).findFirst().orElseThrow();
        assertThat(p99.basis()).isEqualTo(Headline.Basis.MERGED);
        assertThat(p99.value()).isBetween(p99.range().min() * 0.998, p99.range().max() * 1.002);
        assertThat(client.headlines()).filteredOn(headline -> headline.name().equals("tps")).extracting(Headline::basis).containsExactly(Headline.Basis.MEDIAN);
        assertThat(client.headlines()).filteredOn(headline -> headline.name().equals("errors")).extracting(Headline::basis).containsExactly(Headline.Basis.SUM);
        assertThat(client.operations()).isEqualTo(30_000);
    }

    @Test
    void shouldKeepTheExactPercentileOfASingleWindow() {
        // when
        ClientResult client = Report.of(SampleRun.log(1, 20)).clients().getFirst();

        // then
        assertThat(client.headlines()).extracting(Headline::basis).containsOnly(Headline.Basis.ONE_WINDOW);
    }

    @Test
    void shouldBeReportableWithEnoughLongWindows() {
        assertThat(Report.of(SampleRun.log(6, 60)).evidence()).isEqualTo(Evidence.REPORTABLE);
        assertThat(Report.of(SampleRun.log(5, 60)).evidence()).isEqualTo(Evidence.FIRST_LOOK);
        assertThat(Report.of(SampleRun.log(6, 59)).evidence()).isEqualTo(Evidence.FIRST_LOOK);
    }

    @Test
    void shouldReportAnyPrefixOfALog() {
        // given
        List<Envelope> log = SampleRun.log(2, 5);

        for (int length = 1; length < log.size(); length++) {
            // when
            Report report = Report.of(log.subList(0, length));

            // then
            assertThat(report.verdict()).as("first %d events", length).isEqualTo(Verdict.INVALID);
            assertThat(report.header().outcome()).isEqualTo("UNFINISHED");
            assertThat(report.published(List.of(), Instant.EPOCH).reasons()).isNotEmpty();
        }
    }

    @Test
    void shouldSurviveAnyEventMissing() {
        // given
        List<Envelope> log = SampleRun.log(2, 5);

        for (int missing = 0; missing < log.size(); missing++) {
            // when
            List<Envelope> rest = new ArrayList<>(log);
            Envelope gone = rest.remove(missing);

            // then
            assertThat(Report.of(rest)).as("without %s", gone.event()).isNotNull();
        }
    }

    @Test
    void shouldCountARepeatedEventOnceAndNothingBehindTheEnd() {
        // given
        List<Envelope> log = SampleRun.log(3, 20);
        Report report = Report.of(log);
        List<Envelope> more = new ArrayList<>();
        log.forEach(envelope -> more.addAll(List.of(envelope, envelope)));
        more.add(enveloped(report.published(List.of(), Instant.EPOCH), log.getLast()));
        more.add(enveloped(new JobEvent.JobEnded(SampleRun.DB, ClusterState.FAILED, 9, "late", List.of(), 1000, List.of()), log.getLast()));

        // then
        assertThat(Report.of(more)).isEqualTo(report);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0   | VALID
            1   | SUSPECT
            101 | SUSPECT
            102 | INVALID
            """)
    void shouldJudgeFailedOperations(long failed, Verdict verdict) {
        // when
        Report report = Report.of(measured(m -> new Measurement(true, m.start(), m.end(), m.operations(), failed, 0, m.figures(), m.latency(), m.series(), m.loadModel(), List.of()), 1));

        // then
        assertThat(report.verdict()).isEqualTo(verdict);
    }

    @Test
    void shouldBeInvalidWhenOperationsAndLatenciesDoNotAddUp() {
        // when
        Report report = Report.of(measured(m -> new Measurement(true, m.start(), m.end(), m.operations() + 1, 0, 0, m.figures(), m.latency(), m.series(), m.loadModel(), List.of()), 1));

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).singleElement().asString().contains("accounting");
    }

    @ParameterizedTest
    @EnumSource(value = ClusterState.class, names = {"REQUEUED", "PREEMPTED", "SUSPENDED"})
    void shouldBeInvalidWhenTheClusterDisturbedAWindow(ClusterState state) {
        // given
        List<Envelope> log = new ArrayList<>(SampleRun.log(3, 20));
        int inside = indexOf(log, event -> event instanceof JobEvent.JobReported report && report.details().getOrDefault("phase", "").equals("measure"));
        log.add(inside + 1, enveloped(new JobEvent.JobStateChanged(SampleRun.DB, new ClusterJobId("4711"), state, "", "n1"), log.get(inside)));

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).singleElement().asString().contains(state.name());
    }

    @Test
    void shouldBeInvalidWhenTheServiceStoppedInAWindow() {
        // given
        List<Envelope> log = new ArrayList<>(SampleRun.log(3, 20));
        int inside = indexOf(log, event -> event instanceof JobEvent.JobReported report && report.details().getOrDefault("phase", "").equals("measure"));
        log.add(inside + 1, enveloped(new JobEvent.JobReported(SampleRun.DB, new ClusterJobId("4711"), 0, 9, log.get(inside).time(), ReportKind.STOPPED,
                Map.of("reason", "program-exited")), log.get(inside)));

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).singleElement().asString().contains("lived through all windows").contains("program-exited");
    }

    @Test
    void shouldBeInvalidWhenTheClientFailed() {
        // when
        Report report = Report.of(changed(event -> event instanceof JobEvent.JobEnded end && end.token().equals(SampleRun.LOAD)
                ? new JobEvent.JobEnded(end.token(), ClusterState.FAILED, 7, "exit 7", List.of("boom"), 1, List.of()) : event));

        // then
        assertThat(report.reasons()).containsExactly("load: client ended: FAILED, exit code 7 (expected: COMPLETED with exit code 0, all windows run)");
    }

    @Test
    void shouldNameTheFailureOfARunThatFailed() {
        // when
        Report report = Report.of(changed(event -> switch (event) {
            case JobEvent.RunClosing e -> new JobEvent.RunClosing(JobEvent.ClosingReason.FAILED, "the service db ended before its client");
            case JobEvent.RunFinished e -> new JobEvent.RunFinished(JobEvent.Outcome.FAILED, "db: exit code 3");
            case JobEvent.JobEnded e when e.token().equals(SampleRun.DB) ->
                new JobEvent.JobEnded(e.token(), ClusterState.OUT_OF_MEMORY, 137, "OUT_OF_MEMORY", List.of("Killed"), 1, List.of());
            case JobEvent e -> e;
        }));

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons().getFirst()).isEqualTo("outcome of the run: FAILED: db: exit code 3 (expected: COMPLETED)");
        assertThat(report.failures()).extracting("what").containsExactly("FAILED: the service db ended before its client", "OUT_OF_MEMORY, exit code 137: OUT_OF_MEMORY");
        assertThat(report.failures().getLast().lastLogLines()).containsExactly("Killed");
    }

    @Test
    void shouldWarnWhenClientAndServiceShareANode() {
        // when
        Report report = Report.of(changed(event -> event instanceof JobEvent.JobReported r && r.kind() == ReportKind.STARTED
                ? new JobEvent.JobReported(r.token(), r.clusterJob(), 0, r.sequence(), r.at(), r.kind(), Map.of("node", "n1")) : event));

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.warnings()).anyMatch(warning -> warning.contains("both ran on n1"));
    }

    @Test
    void shouldAccountForEveryNodeSecond() {
        // when
        Report report = Report.of(SampleRun.log(3, 20));

        // then
        assertThat(report.efficiency().measured()).isCloseTo(120, within(0.01));
        double rest = report.efficiency().rest().stream().mapToDouble(share -> share.nodeSeconds()).sum();
        assertThat(report.efficiency().measured() + rest).isCloseTo(report.efficiency().billed(), within(0.5));
        assertThat(report.efficiency().ratio()).isBetween(0.5, 1.0);
    }

    @Test
    void shouldDrawTheLifeOfEachJob() {
        // when
        Timeline timeline = Report.of(SampleRun.log(2, 20)).timeline();

        // then
        assertThat(timeline.lanes()).extracting(Timeline.Lane::label).containsExactly("db", "load");
        assertThat(timeline.lanes().getLast().segments()).extracting(Timeline.Segment::activity).containsExactly(Activity.QUEUED, Activity.STARTING,
                Activity.PREPARE, Activity.WARMUP, Activity.MEASURE, Activity.BETWEEN, Activity.WARMUP, Activity.MEASURE, Activity.STOPPING, Activity.ENDING);
        assertThat(timeline.timings()).extracting(Timeline.Timing::what).contains("requested to accepted", "waiting in the queue", "starting", "closing to cleaned up", "whole run");
    }

    @Test
    void shouldPublishHeadlinesWithTheirRange() {
        // when
        List<Figure> figures = Report.of(SampleRun.log(3, 20)).published(List.of(), Instant.EPOCH).figures();

        // then
        assertThat(figures).extracting(Figure::name).startsWith("load.tps", "load.tps.min", "load.tps.max").contains("load.latency_p95").endsWith("load.windows");
    }

    @Test
    void shouldCheckEveryThingOfAGoodRunAndPass() {
        assertThat(Report.of(SampleRun.log(6, 60)).checks()).extracting(Check::result).containsOnly(Check.Result.PASS);
    }

    private static List<Envelope> measured(UnaryOperator<Measurement> change, int upToRepetition) {
        return changed(event -> event instanceof JobEvent.WorkloadMeasured m && m.repetition() <= upToRepetition
                ? new JobEvent.WorkloadMeasured(m.token(), m.repetition(), change.apply(m.measurement())) : event);
    }

    private static List<Envelope> changed(UnaryOperator<JobEvent> change) {
        return SampleRun.log(3, 20).stream().map(e -> new Envelope(e.id(), e.run(), e.source(), e.time(), e.causationId(), change.apply((JobEvent) e.event()))).toList();
    }

    private static int indexOf(List<Envelope> log, Predicate<JobEvent> wanted) {
        for (int i = 0; i < log.size(); i++) {
            if (wanted.test((JobEvent) log.get(i).event())) {
                return i;
            }
        }
        throw new AssertionError("The sample log has no such event");
    }

    private static Envelope enveloped(JobEvent event, Envelope like) {
        return new Envelope(EventId.of(like.run(), "added", event.toString(), 0), like.run(), like.source(), like.time().plusMillis(1), like.causationId(), event);
    }
}
