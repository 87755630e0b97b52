package assay.report;

import assay.core.report.ClientResult;
import assay.core.report.Report;
import assay.core.report.Window;
import assay.core.results.LatencyHistogram.Quantile;
import assay.report.Document.Chart;
import assay.report.LinePlot.Point;
import assay.report.LinePlot.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The drawings of a report. */
final class Charts {
    private static final int MOST_NAMED = 6;
    private final Report report;
    private final MetricCharts metrics;

    Charts(Report report) {
        this.report = report;
        this.metrics = new MetricCharts(report);
    }

    /** Completions in each second, a line for each window, replicas added. The last second is left out, since it is seldom whole. */
    List<Chart> throughput() {
        List<Chart> charts = new ArrayList<>();
        for (ClientResult client : report.clients()) {
            LinePlot plot = new LinePlot("Throughput of " + client.client() + " in each window", "operations completed per second", "second of the window");
            List<Window> windows = report.windows().stream().filter(window -> window.client().equals(client.client()) && !window.measurement().series().isEmpty()).toList();
            boolean many = windows.size() > MOST_NAMED;
            windows.forEach(window -> plot.line(many ? "each of " + windows.size() + " windows" : "window " + window.repetition(), perSecond(window)));
            add(charts, plot, "Throughput of " + client.client() + ", second by second" + (client.replicas() > 1 ? ", all " + client.replicas() + " replicas together." : "."));
        }
        return charts;
    }

    private static List<Point> perSecond(Window window) {
        List<Long> series = window.measurement().series();
        return IntStream.range(0, Math.max(0, series.size() - 1)).mapToObj(second -> new Point(second + 1.0, series.get(second))).toList();
    }

    /** Latency over the share of operations, the rest halving towards the right. */
    List<Chart> latency() {
        List<Chart> charts = new ArrayList<>();
        LinePlot plot = new LinePlot("Latency by percentile", "latency (ms)", "percentile, the share of slower operations on a logarithmic scale");
        report.clients().forEach(client -> plot.line(client.client(), client.spectrum().stream().map(Charts::point).toList()));
        plot.ticks(List.of(tick(0, "0"), tick(50, "50 %"), tick(90, "90 %"), tick(99, "99 %"), tick(99.9, "99.9 %"), tick(99.99, "99.99 %"), tick(99.999, "99.999 %")));
        add(charts, plot, "Latency by percentile, all windows merged." + loads());
        return charts;
    }

    private String loads() {
        List<String> loads = report.clients().stream().filter(client -> !client.loadModel().isEmpty()).map(client -> "Client " + client.client() + ": " + client.loadModel()).toList();
        return loads.isEmpty() ? "" : " " + String.join("; ", loads) + ".";
    }

    private static Point point(Quantile quantile) {
        return new Point(halvings(quantile.percent()), quantile.millis());
    }

    private static Tick tick(double percent, String label) {
        return new Tick(halvings(percent), label);
    }

    private static double halvings(double percent) {
        return -Math.log(1 - percent / 100) / Math.log(2);
    }

    List<Chart> metrics() {
        return metrics.charts();
    }

    /** Which metrics are in no drawing. */
    List<String> undrawn() {
        return metrics.undrawn();
    }

    List<Chart> timeline() {
        Gantt gantt = new Gantt(report.timeline());
        return gantt.empty() ? List.of() : List.of(new Chart(gantt.draw(), "What each job did when."));
    }

    private static void add(List<Chart> charts, LinePlot plot, String caption) {
        if (!plot.empty()) {
            charts.add(new Chart(plot.draw(), caption));
        }
    }
}
