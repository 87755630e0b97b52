package assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import assay.core.report.ClientResult;
import assay.core.report.ErrorResult;
import assay.core.report.Headline;
import assay.core.report.Report;
import assay.core.report.Timeline.Activity;
import assay.core.report.TimingResult;
import assay.core.results.LatencyHistogram;
import assay.core.results.Timings;
import assay.events.Envelope;
import assay.events.ErrorCount;
import assay.events.JobEvent.Verdict;
import assay.events.JobEvent.WorkloadMeasured;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of clients that measure more than a latency, tell their errors apart, and have a window of their own. */
class StreamsReportTest {
    private static final List<Envelope> LOG = StreamsRun.log(2, 3);
    private static final List<Envelope> FAILING = Bent.copy(LOG).measured("load-2", 1, StreamsRun::failing).log();

    private static String markdown(Report report) {
        return new String(new ReportRenderer().render(report, Instant.EPOCH).files().stream().filter(file -> file.path().endsWith("report.md")).findFirst().orElseThrow().bytes(),
                StandardCharsets.UTF_8);
    }

    private static LatencyHistogram pooled(String timing) {
        return Timings.merged(LOG.stream().map(Envelope::event).filter(WorkloadMeasured.class::isInstance).map(event -> Timings.of(((WorkloadMeasured) event).measurement())).toList())
                .find(timing).orElseThrow();
    }

    @Test
    void shouldTellEachTimingByItsMergedHistogram() {
        // when
        ClientResult client = Report.of(LOG).clients().getFirst();

        // then
        assertThat(client.timings()).extracting(TimingResult::name).containsExactly("latency", "ttft", "tpot", "schedule_delay");
        TimingResult ttft = client.timings().get(1);
        assertThat(ttft.values()).isEqualTo(180_000);
        assertThat(client.headlines()).filteredOn(headline -> headline.name().equals("ttft_p99")).singleElement().satisfies(headline -> {
            assertThat(headline.value()).isEqualTo(ttft.milliseconds().get("p99"));
            assertThat(headline.basis()).isEqualTo(Headline.Basis.MERGED);
        });
        assertThat(ttft.milliseconds().get("avg")).isEqualTo(pooled("ttft").meanMillis());
    }

    @Test
    void shouldPutTheLoadBesideEachTime() {
        // when
        String text = markdown(Report.of(LOG));

        // then
        assertThat(text).contains("Times of client load over 2 windows; 3 replicas, each " + StreamsRun.LOAD, "| TTFT |", "| TPOT |", "| schedule delay |");
        assertThat(text.lines().filter(line -> line.startsWith("- latency p99: ") || line.startsWith("- TTFT p99: "))).hasSize(2).allMatch(line -> line.contains(StreamsRun.LOAD));
    }

    @Test
    void shouldAddUpErrorsByClass() {
        // when
        Report report = Report.of(FAILING);

        // then
        assertThat(report.errors()).extracting(ErrorResult::error).extracting(ErrorCount::name, ErrorCount::count)
                .containsExactly(tuple("http-5xx", 12L), tuple("no-tokens", 3L));
        assertThat(report.verdict()).isEqualTo(Verdict.SUSPECT);
        assertThat(report.reasons()).singleElement().asString().contains("15, at most", "12 http-5xx, 3 no-tokens");
        assertThat(markdown(report)).contains("Errors by class", "503 the engine is overloaded");
    }

    @Test
    void shouldCutTheLaneToTheWindowThatCounts() {
        // when
        Report report = Report.of(LOG);

        // then
        assertThat(report.timeline().lanes()).filteredOn(lane -> lane.component().equals("load")).allSatisfy(lane ->
            assertThat(lane.segments().stream().filter(segment -> segment.activity() == Activity.MEASURE)).hasSize(2)
                    .allSatisfy(segment -> assertThat(segment.seconds()).isCloseTo(53, within(0.2))));
        assertThat(report.timeline().lanes().getLast().segments()).extracting(segment -> segment.activity()).contains(Activity.WARMUP, Activity.BETWEEN);
    }
}
