package assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.report.Report;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.MetricSummary;
import assay.report.Document.Chart;
import assay.testkit.SampleRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricChartsTest {

    @Test
    void shouldDrawEachMetricOnceFromTheSourceWithTheMostSamples() {
        // given
        MetricCharts charts = new MetricCharts(report(List.of(metric("cgroup", "cpu_cores", 20), metric("cgroup", "processes", 20),
                metric("sstat", "cpu_cores", 3), metric("sstat", "tasks", 3))));

        // then
        assertThat(charts.charts()).extracting(Chart::caption).containsExactly("By job: CPU, source cgroup.", "By job: processes, source cgroup.", "By job: tasks, source sstat.");
        assertThat(charts.undrawn()).isEmpty();
    }

    @Test
    void shouldSayWhatItDoesNotDraw() {
        // given
        List<MetricSummary> metrics = new ArrayList<>(List.of(metric("cgroup", "memory_peak_bytes", 20),
                new MetricSummary("sstat", SampleRun.DB.job(), "tasks", 2, 1, 1, List.of(List.of(5.0, 1.0), List.of(6.0, 1.0)))));
        IntStream.rangeClosed(1, 9).forEach(i -> metrics.add(metric("own", "gauge_" + i, 20)));

        // when
        MetricCharts charts = new MetricCharts(report(metrics));

        // then
        assertThat(charts.charts()).hasSize(8);
        assertThat(charts.undrawn()).containsExactly("Only in the table: memory peak, tasks, gauge 9.");
    }

    @Test
    void shouldDrawAllOverTheTimeOfTheWholeRun() {
        // when
        List<Chart> charts = new MetricCharts(report(List.of(metric("cgroup", "cpu_cores", 20), metric("sstat", "tasks", 3)))).charts();

        // then
        assertThat(charts).hasSize(2);
        assertThat(charts).extracting(MetricChartsTest::placesOfTheFirstTwoSeconds).containsOnly(placesOfTheFirstTwoSeconds(charts.getFirst()));
    }

    private static String placesOfTheFirstTwoSeconds(Chart chart) {
        return chart.svg().replaceFirst("(?s).* points=\"([\\d.]+),[\\d.]+ ([\\d.]+),.*", "$1 $2");
    }

    private static Report report(List<MetricSummary> metrics) {
        List<Envelope> log = Bent.copy(SampleRun.log(1, 20))
                .changed(event -> event instanceof JobEvent.MetricsSummarised e ? new JobEvent.MetricsSummarised(metrics, List.of(), e.files()) : event).log();
        return Report.of(log);
    }

    private static MetricSummary metric(String source, String metric, int points) {
        return new MetricSummary(source, SampleRun.DB.job(), metric, points, 1, 1, IntStream.range(0, points).mapToObj(i -> List.of(5.0 + i, 1.0 + i)).toList());
    }
}
