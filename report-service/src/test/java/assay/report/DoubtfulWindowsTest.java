package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Check;
import assay.core.report.Report;
import assay.core.report.Timeline.Activity;
import assay.core.report.Timeline.Segment;
import assay.core.report.Timeline.Timing;
import assay.events.Envelope;
import assay.events.Figure;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.Verdict;
import assay.events.Measurement;
import assay.testkit.SampleRun;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows that contradict each other, had a problem, did not happen, or that somebody broke off. */
class DoubtfulWindowsTest {
    private static final List<Envelope> BROKEN_OFF = brokenOff();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1000 | 1000 | PASS    | tps varies by 0.0 %, from 1 000 to 1 000
            1000 | 1150 | PASS    | tps varies by 9.9 %, from 1 000 to 1 150
            1000 | 1160 | NOTE    | tps varies by 10.5 %, from 1 000 to 1 160
            1000 | 1530 | NOTE    | tps varies by 29.6 %, from 1 000 to 1 530
            1000 | 1550 | SUSPECT | tps varies by 30.5 %, from 1 000 to 1 550
            1303 | 618  | SUSPECT | tps varies by 50.4 %, from 618 to 1 303
            1000 | 0    | SUSPECT | tps varies by 141.4 %, from 0 to 1 000
            """)
    void shouldJudgeWhetherWindowsAgree(double first, double second, Check.Result result, String measured) {
        // when
        Report report = Report.of(Bent.copy(SampleRun.log(2, 60)).measured("load", 1, m -> withFirst(m, figure("tps", first)))
                .measured("load", 2, m -> withFirst(m, figure("tps", second))).log());

        // then
        assertThat(report.checks()).filteredOn(check -> check.name().equals("windows agree")).containsExactly(new Check("load", "windows agree", measured,
                "at most 10 % (standard deviation by mean); above 30 % the run is suspect", result));
        assertThat(report.verdict()).isEqualTo(result == Check.Result.SUSPECT ? Verdict.SUSPECT : Verdict.VALID);
    }

    @Test
    void shouldCompareTheFirstFigureThatHasAVariation() {
        // given
        Bent log = Bent.copy(SampleRun.log(2, 60));
        for (String name : List.of("missing_once", "below_zero", "all_zero", "errors", "latency_max")) {
            log.measured("load", 1, m -> withFirst(m, figure(name, name.equals("all_zero") ? 0 : 1)));
            log.measured("load", 2, m -> name.equals("missing_once") ? m : withFirst(m, figure(name, name.equals("all_zero") ? 0 : name.equals("below_zero") ? -5 : 100)));
        }

        // then
        assertThat(Report.of(log.log()).checks()).filteredOn(check -> check.name().equals("windows agree")).extracting(Check::measured)
                .singleElement().asString().startsWith("tps varies by 0.1 %");
    }

    @Test
    void shouldCompareNothingOfASingleWindow() {
        assertThat(Report.of(SampleRun.log(1, 60)).checks()).extracting(Check::name).doesNotContain("windows agree");
    }

    @Test
    void shouldBeInvalidWhenNothingWasMeasured() {
        // given
        Bent log = Bent.copy(SampleRun.log(2, 20));
        List.of(1, 2).forEach(window -> log.measured("load", window, m -> Measurement.nothing(m.start(), m.end(), "pgbench printed no summary")));

        // when
        Report report = Report.of(log.log());

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).contains("load: window 2: not measured: pgbench printed no summary (expected: measured)");
        assertThat(report.clients()).isEmpty();
    }

    @Test
    void shouldBeInvalidWhenAWindowDidNotHappen() {
        // when
        Report report = Report.of(Bent.copy(SampleRun.log(3, 20)).without(event -> event instanceof JobEvent.WorkloadMeasured measured && measured.repetition() == 2).log());

        // then
        assertThat(report.reasons()).containsExactly("load: windows happened: 2 (expected: 3)");
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void shouldBeSuspectWhenAWindowHadAProblem() {
        // when
        Report report = Report.of(Bent.copy(SampleRun.log(3, 20)).measured("load", 1, m -> new Measurement(true, m.start(), m.end(), m.operations(), 0, 0, m.figures(), m.latency(),
                m.series(), m.loadModel(), List.of("odd"))).log());

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.SUSPECT);
    }

    @Test
    void shouldNotPassAWindowThatDidNotEndNorAClientThatWasStopped() {
        // when
        Report report = Report.of(BROKEN_OFF);

        // then
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.reasons()).containsExactly("load: windows happened: 1; window 2 did not run to its end (expected: 2)",
                "load: window 2: not measured: the window did not end: stopped as asked (expected: measured)",
                "load: client ended: COMPLETED, exit code 0, before it was done: stopped as asked (expected: COMPLETED with exit code 0, all windows run)");
    }

    @Test
    void shouldSayThatAWindowDidNotEndInsteadOfItsLengthAndGiveNoCounts() {
        // when
        Document document = new Contents(Report.of(BROKEN_OFF), "").document(SampleRun.log(1, 1).getFirst().time());

        // then
        assertThat(document.sections().stream().filter(section -> section.id().equals("windows")).findFirst().orElseThrow().tables().getFirst().rows())
                .extracting(row -> row.cells().subList(3, 7).stream().map(Document.Cell::text).toList())
                .containsExactly(List.of("20.0 s", "10 000", "0", "0"), List.of("did not end", "–", "–", "–"));
    }

    @Test
    void shouldCallOnlyWhatLiesBetweenTwoWindowsSo() {
        // when
        Report report = Report.of(SampleRun.log(1, 20));

        // then
        assertThat(report.timeline().lanes()).flatMap(lane -> lane.segments()).extracting(Segment::activity).doesNotContain(Activity.BETWEEN).contains(Activity.STOPPING);
        assertThat(report.timeline().timings()).extracting(Timing::what).doesNotContain("between windows");
    }

    /** The second of two windows was under way when the client was asked to stop; it ended with 0, as the cluster sees it. */
    private static List<Envelope> brokenOff() {
        return Bent.copy(SampleRun.log(2, 20)).without(Bent.phase("load", "measured", 2))
                .measured("load", 2, m -> Measurement.nothing(m.start(), m.start(), "the window did not end: stopped as asked"))
                .changed(event -> switch (event) {
                    case JobEvent.JobReported e when e.token().equals(SampleRun.LOAD) && e.kind() == ReportKind.STOPPED ->
                        new JobEvent.JobReported(e.token(), e.clusterJob(), e.restart(), e.sequence(), e.at(), e.kind(), Map.of("reason", "stop-requested", "exit", "0"));
                    case JobEvent.JobEnded e when e.token().equals(SampleRun.LOAD) ->
                        new JobEvent.JobEnded(e.token(), e.state(), e.exitCode(), "stopped as asked", e.lastLogLines(), e.nodeSeconds(), e.files());
                    case JobEvent e -> e;
                }).log();
    }

    private static Measurement withFirst(Measurement m, Figure first) {
        List<Figure> figures = Stream.concat(Stream.of(first), m.figures().stream().filter(figure -> !figure.name().equals(first.name()))).toList();
        return new Measurement(m.measured(), m.start(), m.end(), m.operations(), m.failed(), m.skipped(), figures, m.latency(), m.series(), m.loadModel(), m.problems());
    }

    private static Figure figure(String name, double value) {
        return new Figure(name, value, "1/s", Figure.Better.HIGHER);
    }
}
