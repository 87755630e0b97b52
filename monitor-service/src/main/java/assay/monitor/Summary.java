package assay.monitor;

import assay.core.monitor.MonitorEffect.Window;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobName;
import assay.monitor.MetricsFile.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums samples up over the measured windows. Steps and nodes of a job are added: values scraped in the same second of the same source belong
 * together. Of counters ({@code cpu_seconds}, {@code read_bytes}, {@code write_bytes}) the rate between two scrapes is summed up, named
 * {@code cpu_cores}, {@code read_bytes_per_second} and {@code write_bytes_per_second}.
 */
final class Summary {
    private static final int MOST_POINTS = 600;
    private static final Map<String, String> RATES = Map.of("cpu_seconds", "cpu_cores", "read_bytes", "read_bytes_per_second", "write_bytes",
            "write_bytes_per_second");
    private final Instant origin;
    private final List<Window> windows;

    /** Over these windows; series count seconds from the origin. */
    Summary(Instant origin, List<Window> windows) {
        this.origin = origin;
        this.windows = windows;
    }

    /** One summary for each source, job and metric, in the order of their names. */
    List<MetricSummary> of(List<Row> rows) {
        Map<String, TreeMap<Instant, Double>> series = new TreeMap<>();
        for (Row row : rows) {
            Instant second = Instant.ofEpochSecond(row.at().getEpochSecond());
            series.computeIfAbsent(row.source() + "," + row.job() + "," + row.metric(), key -> new TreeMap<>()).merge(second, row.value(), Double::sum);
        }
        List<MetricSummary> summaries = new ArrayList<>();
        series.forEach((key, values) -> {
            String[] names = key.split(",");
            TreeMap<Instant, Double> shown = RATES.containsKey(names[2]) ? rates(values) : values;
            if (!shown.isEmpty()) {
                summaries.add(summary(names[0], names[1], RATES.getOrDefault(names[2], names[2]), shown));
            }
        });
        return summaries;
    }

    /** A counter that went back belongs to another start of the job; nothing is said between the two. */
    private static TreeMap<Instant, Double> rates(TreeMap<Instant, Double> counter) {
        TreeMap<Instant, Double> rates = new TreeMap<>();
        Map.Entry<Instant, Double> before = null;
        for (Map.Entry<Instant, Double> now : counter.entrySet()) {
            if (before != null && now.getValue() >= before.getValue()) {
                rates.put(now.getKey(), (now.getValue() - before.getValue()) / Duration.between(before.getKey(), now.getKey()).toSeconds());
            }
            before = now;
        }
        return rates;
    }

    private MetricSummary summary(String source, String job, String metric, TreeMap<Instant, Double> values) {
        List<Double> measured = values.entrySet().stream().filter(value -> windows.stream().anyMatch(window -> window.contains(value.getKey())))
                .map(Map.Entry::getValue).toList();
        double mean = measured.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double max = measured.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return new MetricSummary(source, new JobName(job), metric, measured.size(), mean, max, thinned(values));
    }

    private List<List<Double>> thinned(TreeMap<Instant, Double> values) {
        int every = (values.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<List<Double>> points = new ArrayList<>();
        int index = 0;
        for (Map.Entry<Instant, Double> value : values.entrySet()) {
            if (index++ % every == 0) {
                points.add(List.of(Duration.between(origin, value.getKey()).toMillis() / 1000.0, value.getValue()));
            }
        }
        return points;
    }
}
