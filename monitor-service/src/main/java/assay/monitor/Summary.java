package assay.monitor;

import assay.core.monitor.MonitorEffect.Window;
import assay.events.JobEvent.MetricSummary;
import assay.events.JobName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sums samples up over the measured windows. Of counters ({@code cpu_seconds}, and bytes read and written) the rate of each step between two
 * scrapes is summed up, named {@code cpu_cores}, {@code read_bytes_per_second} and so on. The steps of one scrape are added; nodes, whose scrapes never fall together, are added second by second, each with its latest value of the last seconds.
 * Bounded in size. Confined to its user.
 */
final class Summary {
    private static final int MOST_POINTS = 600;
    /** Of all series together: one event carries them. */
    private static final int MOST_POINTS_IN_ALL = 25_000;
    private static final int MOST_SUMMARIES = 500;
    private static final long LATEST_MS = 3_000;
    private static final Map<String, String> RATES = Map.of("cpu_seconds", "cpu_cores", "read_bytes", "read_bytes_per_second", "write_bytes", "write_bytes_per_second",
            "read_calls_bytes", "read_calls_bytes_per_second", "write_calls_bytes", "write_calls_bytes_per_second");
    private final Instant origin;
    private final List<Window> windows;
    private final Map<Subject, Map<String, Map<String, Series>>> subjects = new TreeMap<>(Subject.BY_NAME);

    /** Over these windows; series count seconds from the origin. */
    Summary(Instant origin, List<Window> windows) {
        this.origin = origin;
        this.windows = windows;
    }

    /** What one summary is about. */
    private record Subject(String source, String job, String metric) {
        static final Comparator<Subject> BY_NAME = Comparator.comparing(Subject::source).thenComparing(Subject::job).thenComparing(Subject::metric);
    }

    /** Takes a row in; those of one series come in the order of time. */
    void take(Row row) {
        subjects.computeIfAbsent(new Subject(row.source(), row.job(), row.metric()), key -> new TreeMap<>()).computeIfAbsent(row.node(), key -> new TreeMap<>())
                .computeIfAbsent(row.step(), key -> new Series()).add(row.millis(), row.value());
    }

    /** One summary for each source, job and metric, in the order of their names. */
    List<MetricSummary> summaries() {
        int points = Math.min(MOST_POINTS, MOST_POINTS_IN_ALL / Math.max(1, Math.min(subjects.size(), MOST_SUMMARIES)));
        List<MetricSummary> summaries = new ArrayList<>();
        subjects.forEach((subject, nodes) -> {
            NavigableMap<Long, Double> values = values(subject, nodes.values());
            if (!values.isEmpty() && summaries.size() < MOST_SUMMARIES) {
                summaries.add(summary(subject, values, points));
            }
        });
        return summaries;
    }

    private static NavigableMap<Long, Double> values(Subject subject, Collection<Map<String, Series>> nodes) {
        List<NavigableMap<Long, Double>> sums = new ArrayList<>();
        for (Map<String, Series> steps : nodes) {
            NavigableMap<Long, Double> sum = new TreeMap<>();
            steps.values().forEach(series -> (RATES.containsKey(subject.metric) ? series.rates() : series).addTo(sum));
            sums.add(sum);
        }
        return sums.size() == 1 ? sums.getFirst() : added(sums);
    }

    private static NavigableMap<Long, Double> added(List<NavigableMap<Long, Double>> nodes) {
        TreeSet<Long> seconds = new TreeSet<>();
        nodes.forEach(node -> node.keySet().forEach(time -> seconds.add(time / 1000 * 1000 + 999)));
        NavigableMap<Long, Double> added = new TreeMap<>();
        for (long second : seconds) {
            for (NavigableMap<Long, Double> node : nodes) {
                Map.Entry<Long, Double> latest = node.floorEntry(second);
                if (latest != null && second - latest.getKey() < LATEST_MS) {
                    added.merge(second, latest.getValue(), Double::sum);
                }
            }
        }
        return added;
    }

    private MetricSummary summary(Subject subject, NavigableMap<Long, Double> values, int points) {
        List<Double> measured = values.entrySet().stream()
                .filter(value -> windows.stream().anyMatch(window -> window.contains(Instant.ofEpochMilli(value.getKey())))).map(Map.Entry::getValue).toList();
        double mean = measured.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double max = measured.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return new MetricSummary(subject.source, new JobName(subject.job), RATES.getOrDefault(subject.metric, subject.metric), measured.size(), mean, max,
                thinned(values, points));
    }

    private List<List<Double>> thinned(NavigableMap<Long, Double> values, int most) {
        int every = (values.size() + most - 1) / most;
        List<List<Double>> points = new ArrayList<>();
        int index = 0;
        for (Map.Entry<Long, Double> value : values.entrySet()) {
            if (index++ % every == 0) {
                points.add(List.of((value.getKey() - origin.toEpochMilli()) / 1000.0, value.getValue()));
            }
        }
        return points;
    }
}
