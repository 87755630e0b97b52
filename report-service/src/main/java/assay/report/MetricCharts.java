package assay.report;

import assay.core.report.Report;
import assay.core.report.Timeline;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobName;
import assay.report.Document.Chart;
import assay.report.LinePlot.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws what was sampled: one drawing for each metric, a line for each job from the source that sampled it most often, a colour for each service or
 * client, measured windows shaded, and all drawings over the time of the whole run. What never changes, or only rises, is not drawn.
 */
final class MetricCharts {
    private static final int MOST = 8;
    private final Report report;
    private final List<Drawing> drawings;
    private final double end;

    /** One metric; {@code lines} have one summary for each job. */
    private record Drawing(String metric, List<MetricSummary> lines) {
        Scale scale() {
            return Scale.of(metric, lines.stream().flatMap(line -> points(line).stream()).mapToDouble(Point::y).max().orElse(0));
        }

        boolean changes() {
            return !Scale.onlyRises(metric) && lines.stream().anyMatch(line -> points(line).stream().map(Point::y).distinct().count() > 1);
        }

        int rank() {
            return metric.startsWith("cpu") ? 0 : metric.startsWith("mem") ? 1 : metric.startsWith("read") ? 2 : metric.startsWith("write") ? 3 : 4;
        }
    }

    MetricCharts(Report report) {
        this.report = report;
        this.end = seconds(report.header().finished());
        Map<String, List<MetricSummary>> byMetric = report.metrics().stream().filter(metric -> points(metric).size() > 1)
                .collect(Collectors.groupingBy(MetricSummary::metric, LinkedHashMap::new, Collectors.toList()));
        this.drawings = byMetric.entrySet().stream().map(entry -> new Drawing(entry.getKey(), finest(entry.getValue())))
                .filter(Drawing::changes).sorted(Comparator.comparingInt(Drawing::rank)).limit(MOST).toList();
    }

    private static List<Point> points(MetricSummary metric) {
        return metric.series().stream().filter(pair -> pair.size() == 2).map(pair -> new Point(pair.getFirst(), pair.getLast()))
                .filter(point -> Double.isFinite(point.x()) && Double.isFinite(point.y())).toList();
    }

    private static List<MetricSummary> finest(List<MetricSummary> metrics) {
        Map<JobName, MetricSummary> byJob = new LinkedHashMap<>();
        metrics.forEach(metric -> byJob.merge(metric.job(), metric, (first, other) -> other.series().size() > first.series().size() ? other : first));
        return List.copyOf(byJob.values());
    }

    List<Chart> charts() {
        return drawings.stream().map(this::chart).toList();
    }

    /** What the table has and no drawing shows, in words; none when all is drawn. */
    List<String> undrawn() {
        List<String> left = report.metrics().stream().filter(metric -> drawings.stream().noneMatch(drawing -> drawing.metric().equals(metric.metric())))
                .map(metric -> Scale.of(metric.metric(), metric.max()).words()).distinct().toList();
        return left.isEmpty() ? List.of() : List.of("Only in the table: " + String.join(", ", left) + ".");
    }

    private Chart chart(Drawing drawing) {
        Scale scale = drawing.scale();
        LinePlot plot = new LinePlot(scale.words() + " by job", scale.label(), "seconds since the request; measured windows are shaded").over(0, end);
        drawing.lines().forEach(line -> plot.line(component(line), points(line).stream().map(point -> new Point(point.x(), scale.shown(point.y()))).toList()));
        report.windows().stream().filter(window -> window.measurement().measured()).forEach(window -> plot.band(seconds(window.measurement().start()), seconds(window.measurement().end())));
        String sources = drawing.lines().stream().map(MetricSummary::source).distinct().collect(Collectors.joining(" and "));
        return new Chart(plot.draw(), "By job: " + scale.words() + ", source " + sources + ".");
    }

    private String component(MetricSummary metric) {
        return report.timeline().lanes().stream().filter(lane -> lane.token().job().equals(metric.job())).map(Timeline.Lane::component).findFirst().orElse(metric.job().value());
    }

    private double seconds(Instant time) {
        return Duration.between(report.header().requested(), time).toNanos() / 1e9;
    }
}
