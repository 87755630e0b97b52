package assay.report;

import static assay.report.Bent.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.core.report.Check;
import assay.core.report.ClientResult;
import assay.core.report.ConsoleSummary;
import assay.core.report.Efficiency;
import assay.core.report.Headline;
import assay.core.report.Report;
import assay.core.report.Timeline;
import assay.core.report.Window;
import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Figure;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.Verdict;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.Token;
import assay.events.recipe.Scope;
import assay.testkit.SplitRun;
import assay.testkit.SplitRun.Shape;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The report of runs whose work is laid out in several jobs: windows, figures, node-seconds, attempts. */
class SplitReportTest {
    private static final List<Envelope> REPLICAS = SplitRun.log(Shape.of(3, 3, Scope.RUN));
    private static final List<Envelope> SPLIT = SplitRun.log(Shape.of(6, 1, Scope.REPETITION));
    private static final List<Envelope> BOTH = SplitRun.log(Shape.of(2, 2, Scope.REPETITION));
    private static final List<Envelope> FIGURES = SplitRun.log(new Shape(3, 2, Scope.RUN, false, 60, List.of("load.ops > 1", "load.hit_ratio > 0")));

    @Test
    void shouldMergeTheReplicasOfARepetitionIntoOneWindow() {
        // when
        Report report = Report.of(REPLICAS);

        // then
        assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(Verdict.VALID);
        assertThat(report.windows()).extracting(Window::client).containsOnly("load");
        assertThat(report.windows()).extracting(Window::repetition).containsExactly(1, 2, 3);
        Window window = report.windows().getFirst();
        assertThat(window.replicas()).extracting(replica -> replica.job().value()).containsExactly("load-1", "load-2", "load-3");
        assertThat(window.measurement().operations()).isEqualTo(90_000);
        assertThat(figure(window, "tps")).isEqualTo(window.replicas().stream().mapToDouble(replica -> figure(replica.measurement(), "tps")).sum());
        assertThat(figure(window, "latency_max")).isEqualTo(window.replicas().stream().mapToDouble(replica -> figure(replica.measurement(), "latency_max")).max().orElseThrow());
        assertThat(window.seconds()).isCloseTo(59.94, within(0.001));
        assertThat(window.measurement().series()).hasSize(60).first().isEqualTo(window.replicas().stream().mapToLong(replica -> replica.measurement().series().getFirst()).sum());
    }

    @Test
    void shouldTakePercentilesOfReplicasFromTheirMergedHistogram() {
        // given
        List<Envelope> log = Bent.copy(REPLICAS).measured("load-2", 1, m -> slower(m, 10)).log();

        // when
        Window window = Report.of(log).windows().getFirst();

        // then
        List<Double> singly = window.replicas().stream().map(replica -> figure(replica.measurement(), "latency_p50")).toList();
        assertThat(figure(window, "latency_p50")).isNotCloseTo(singly.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), within(1.0));
        LatencyHistogram merged = LatencyHistogram.merged(window.replicas().stream().map(replica -> LatencyHistogram.decode(replica.measurement().latency()).orElseThrow()).toList());
        assertThat(window.measurement().latency()).isEqualTo(merged.encoded());
    }

    @Test
    void shouldTellAPercentileThatOnlyAllReplicasTogetherCarry() {
        // given
        Bent bent = Bent.copy(SplitRun.log(new Shape(1, 3, Scope.RUN, true, 60, List.of("load.latency_p99 < 9ms", "load.latency_p999 < 9ms"))));
        List.of("load-1", "load-2", "load-3").forEach(job -> bent.measured(job, 1, SplitReportTest::few));

        // when
        Report report = Report.of(bent.log());

        // then
        Window window = report.windows().getFirst();
        assertThat(window.replicas()).allSatisfy(replica -> assertThat(replica.measurement().figures()).extracting(Figure::name).doesNotContain("latency_p99"));
        assertThat(figure(window, "latency_p99")).isEqualTo(LatencyHistogram.decode(window.measurement().latency()).orElseThrow().millis(Percentile.P99));
        assertThat(report.slo()).extracting("met").containsExactly(true, false);
        assertThat(report.slo()).extracting("over").first().isEqualTo("1 window, each of 3 replicas");
        assertThat(report.published(List.of(), Instant.EPOCH).figures()).extracting(Figure::name).contains("load.latency_p99").doesNotContain("load.latency_p999", "load.latency_p90");
    }

    @Test
    void shouldTellAPercentileThatOnlyAllWindowsTogetherCarry() {
        // given
        Bent bent = Bent.copy(SplitRun.log(new Shape(3, 1, Scope.REPETITION, true, 60, List.of("load.latency_p99 < 9ms"))));
        List.of(1, 2, 3).forEach(repetition -> bent.measured("load-r" + repetition, repetition, SplitReportTest::few));

        // when
        Report report = Report.of(bent.log());

        // then
        assertThat(report.slo()).singleElement().satisfies(condition -> {
            assertThat(condition.met()).as("%s", condition).isTrue();
            assertThat(condition.over()).isEqualTo("all windows merged");
        });
        assertThat(report.published(List.of(), Instant.EPOCH).figures()).extracting(Figure::name).contains("load.latency_p99", "load.latency_p95.max").doesNotContain("load.latency_p99.max");
    }

    @Test
    void shouldPublishFiguresByComponent() {
        // when
        JobEvent.ReportPublished published = Report.of(BOTH).published(List.of(), Instant.EPOCH);

        // then
        assertThat(published.figures()).extracting(Figure::name).allMatch(name -> name.startsWith("load.")).contains("load.tps", "load.latency_p99", "load.windows");
        assertThat(published.figures()).filteredOn(figure -> figure.name().equals("load.windows")).extracting(Figure::value).containsExactly(2.0);
    }

    @Test
    void shouldGiveNoSingleNumberForAFigureThatCannotBeMerged() {
        // when
        Report report = Report.of(FIGURES);

        // then
        ClientResult client = report.clients().getFirst();
        assertThat(client.headlines()).extracting(Headline::name).containsExactly("ops", "rss_max", "connections");
        assertThat(client.headlines()).extracting(headline -> headline.range().max()).containsExactly(2 * 48_210 + 7.5 * 21, 321.5, 128.0);
        assertThat(client.spreads()).singleElement().satisfies(spread -> {
            assertThat(spread.name()).isEqualTo("hit_ratio");
            assertThat(spread.max()).isEqualTo(0.93 + 0.011, within(1e-9));
        });
        assertThat(report.published(List.of(), Instant.EPOCH).figures()).extracting(Figure::name).doesNotContain("load.hit_ratio").contains("load.hit_ratio.min", "load.hit_ratio.max");
        assertThat(report.slo()).extracting("met").containsExactly(true, false);
    }

    @Test
    void shouldCarryARunWhoseRepetitionsHaveJobsOfTheirOwn() {
        // when
        Report report = Report.of(SPLIT);

        // then
        assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(Verdict.VALID);
        assertThat(report.evidenceGaps()).isEmpty();
        assertThat(report.checks()).filteredOn(check -> check.about().startsWith("db")).extracting(Check::measured).containsExactly("yes, 6 jobs", "yes, 6 jobs", "once, 6 jobs",
                "yes, 6 jobs");
        assertThat(report.clients().getFirst().headlines().getFirst().interval()).singleElement()
                .satisfies(interval -> assertThat(interval.level()).isCloseTo(0.969, within(0.001)));
    }

    @Test
    void shouldListAttemptsThatTheClusterTookAwayWithoutCountingThem() {
        // given
        Token first = SplitRun.attempt("load-r2");
        Token second = Token.of(new JobName("load-r2"), 2, SplitRun.RUN, "l0g1d234");
        List<Envelope> log = Bent.copy(SPLIT).changed(event -> second(event, first, second))
                .behind(event -> event instanceof JobEvent.JobReleased released && released.job().value().equals("load-r2"),
                        new JobEvent.JobEnded(first, ClusterState.PREEMPTED, -1, "Slurm says PREEMPTED", List.of(), 35, List.of())).log();

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.verdict()).as("%s", report.reasons()).isEqualTo(Verdict.VALID);
        assertThat(report.warnings()).anyMatch(warning -> warning.startsWith("load-r2: attempt 1: ended as PREEMPTED: Slurm says PREEMPTED; 35 node-seconds"));
        assertThat(report.efficiency().rest()).filteredOn(share -> share.activity().equals("attempts taken away by the cluster"))
                .extracting(Efficiency.Share::nodeSeconds).containsExactly(35.0);
        assertSumsUp(report);
    }

    @Test
    void shouldAccountForEveryNodeSecondOfAllJobs() {
        for (List<Envelope> log : List.of(REPLICAS, SPLIT, BOTH, FIGURES)) {
            assertSumsUp(Report.of(log));
        }
        assertThat(Report.of(REPLICAS).efficiency().measured()).isCloseTo(4 * 3 * 59.94, within(2.0));
        assertThat(Report.of(SPLIT).efficiency().measured()).isCloseTo(2 * 6 * 60, within(2.0));
    }

    @Test
    void shouldDrawTheJobsOfAllRepetitionsInOneRow() {
        // when
        Report report = Report.of(SPLIT);

        // then
        assertThat(report.timeline().lanes()).hasSize(12).extracting("row").containsOnly("db", "load");
        assertThat(report.timeline().timings()).hasSizeLessThan(20);
    }

    @Test
    void shouldReportAnyPrefixOfALogOfManyJobs() {
        for (int length = 1; length < BOTH.size(); length++) {
            assertThat(Report.of(BOTH.subList(0, length)).verdict()).as("first %d events", length).isEqualTo(Verdict.INVALID);
        }
    }

    @Test
    void shouldSayOnTheConsoleWhichConditionIsNotMet() {
        // given
        Shape shape = new Shape(1, 1, Scope.RUN, true, 20, List.of("load.latency_p95 < 1ms", "load.errors == 0", "load.latency_p75 < 1ms"));

        // when
        List<String> lines = ConsoleSummary.lines(Report.of(SplitRun.log(shape)).published(List.of(), Instant.EPOCH), "r");

        // then
        assertThat(lines.getFirst()).endsWith("SLO 1/3 met");
        assertThat(lines.get(1)).matches("  not met: load\\.latency_p95 < 1ms \\(measured 2\\.\\d+ ms\\)");
        assertThat(lines.get(2)).isEqualTo("  not met: load.latency_p75 < 1ms (measured nothing)");
    }

    @Test
    void shouldTellWhatAJobWaitedFor() {
        // given
        List<Envelope> log = Bent.copy(REPLICAS).behind(event -> event instanceof JobEvent.JobReported report && report.job().value().equals("load-1") && report.kind() == ReportKind.STARTED,
                new JobEvent.JobReported(SplitRun.attempt("load-1"), SplitRun.clusterJob("load-1"), 0, 99, Bent.copy(REPLICAS).time(phase("load-1", "warmup", 1)).minusMillis(400),
                        ReportKind.PHASE, Map.of("phase", "waiting", "for", "replicas"))).log();

        // when
        Report report = Report.of(log);

        // then
        assertThat(report.efficiency().rest()).filteredOn(share -> share.activity().equals("waiting for other jobs")).singleElement()
                .satisfies(share -> assertThat(share.nodeSeconds()).isCloseTo(0.4, within(0.05)));
        assertThat(report.timeline().milestones()).extracting(Timeline.Milestone::what).contains("waiting for replicas");
        assertSumsUp(report);
    }

    private static void assertSumsUp(Report report) {
        double rest = report.efficiency().rest().stream().mapToDouble(Efficiency.Share::nodeSeconds).sum();
        assertThat(report.efficiency().measured() + rest).isCloseTo(report.efficiency().billed(), within(1e-6));
    }

    private static JobEvent second(JobEvent event, Token first, Token second) {
        return switch (event) {
            case JobEvent.SubmissionIntended e when e.token().equals(first) -> new JobEvent.SubmissionIntended(second, e.deadline(), e.by());
            case JobEvent.JobSubmitted e when e.token().equals(first) -> new JobEvent.JobSubmitted(second, e.clusterJob(), e.adopted());
            case JobEvent.JobStateChanged e when e.token().equals(first) -> new JobEvent.JobStateChanged(second, e.clusterJob(), e.state(), e.reason(), e.nodes());
            case JobEvent.JobReported e when e.token().equals(first) ->
                new JobEvent.JobReported(second, e.clusterJob(), e.restart(), e.sequence(), e.at(), e.kind(), e.details());
            case JobEvent.WorkloadMeasured e when e.token().equals(first) -> new JobEvent.WorkloadMeasured(second, e.repetition(), e.measurement());
            case JobEvent.JobEnded e when e.token().equals(first) ->
                new JobEvent.JobEnded(second, e.state(), e.exitCode(), e.cause(), e.lastLogLines(), e.nodeSeconds(), e.files());
            case JobEvent e -> e;
        };
    }

    /** Of 200 operations alone, which carry no 99th percentile. */
    private static Measurement few(Measurement m) {
        long[] micros = LongStream.rangeClosed(1, 200).map(i -> 10 * i).toArray();
        List<Figure> figures = m.figures().stream().filter(figure -> !figure.name().equals("latency_p99")).toList();
        return new Measurement(true, m.start(), m.end(), micros.length, 0, 0, figures, LatencyHistogram.of(micros).encoded(), m.series(), m.loadModel(), List.of());
    }

    /** All operations took so many milliseconds. */
    private static Measurement slower(Measurement m, long millis) {
        long[] micros = new long[(int) m.operations()];
        Arrays.fill(micros, millis * 1000);
        List<Figure> figures = m.figures().stream().map(figure -> figure.unit().equals("ms") ? new Figure(figure.name(), millis, "ms", figure.better()) : figure).toList();
        return new Measurement(true, m.start(), m.end(), m.operations(), 0, 0, figures, LatencyHistogram.of(micros).encoded(), m.series(), m.loadModel(), List.of());
    }

    private static double figure(Window window, String name) {
        return figure(window.measurement(), name);
    }

    private static double figure(Measurement measurement, String name) {
        return measurement.figures().stream().filter(figure -> figure.name().equals(name)).findFirst().orElseThrow().value();
    }
}
