package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.ConsoleSummary;
import assay.core.report.Report;
import assay.events.Figure;
import assay.events.JobEvent;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.Verdict;
import assay.testkit.SampleRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleSummaryTest {

    @Test
    void shouldSummariseOnTheConsole() {
        // given
        JobEvent.ReportPublished published = new JobEvent.ReportPublished(Verdict.VALID, List.of(), Evidence.FIRST_LOOK,
                List.of(figure("load.tps", 2466.2, "1/s"), figure("load.tps.min", 2441, "1/s"), figure("load.tps.max", 2490.4, "1/s"), figure("load.latency_p95", 2.4, "ms"),
                        figure("load.latency_p99", 3.2, "ms"), figure("load.errors", 0, ""), figure("load.windows", 3, "")),
                List.of(new JobEvent.SloResult("load.errors == 0", true, "0")), 143, 60, List.of(), Instant.EPOCH);

        // then
        assertThat(ConsoleSummary.lines(published, "runs/7k3q2m/report/report.html")).containsExactly(
                "VALID (first look)   tps 2 466 (2 441 – 2 490, 3 windows)   p95 2.40 ms   p99 3.20 ms   errors 0   SLO 1/1 met",
                "node-seconds 143 billed, 60 measured (42 %)   report runs/7k3q2m/report/report.html");
    }

    @Test
    void shouldSayOnTheConsoleWhyARunIsInvalid() {
        // when
        List<String> lines = ConsoleSummary.lines(Report.of(SampleRun.log(1, 5).subList(0, 3)).published(List.of(), Instant.EPOCH), "r.html");

        // then
        assertThat(lines.getFirst()).isEqualTo("INVALID   nothing was measured   SLO 0/2 met");
        assertThat(lines.get(1)).isEqualTo("  outcome of the run: not finished (expected: COMPLETED)");
    }

    @Test
    void shouldSummariseOneWindowAndSeveralClients() {
        // given
        JobEvent.ReportPublished published = new JobEvent.ReportPublished(Verdict.SUSPECT, List.of("a: why"), Evidence.REPORTABLE,
                List.of(figure("a.ops", 12, "ops/s"), figure("a.windows", 1, ""), figure("b.windows", 1, "")), List.of(), 0, 0, List.of(), Instant.EPOCH);

        // then
        assertThat(ConsoleSummary.lines(published, "r")).containsExactly("SUSPECT (reportable)", "  a   ops 12 ops/s", "  b   ", "  a: why",
                "node-seconds 0 billed, 0 measured (0 %)   report r");
    }

    private static Figure figure(String name, double value, String unit) {
        return new Figure(name, value, unit, Figure.Better.NEITHER);
    }
}
