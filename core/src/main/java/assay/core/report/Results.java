package assay.core.report;

import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.core.results.Range;
import assay.events.Figure;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns windows into a client's figures. Percentiles of several windows come from their merged histogram, never from an average. */
final class Results {
    private Results() {
    }

    /** The windows that count: of each client's last attempt, each repetition once. */
    static List<Window> windows(RunLog log) {
        Map<String, Window> windows = new LinkedHashMap<>();
        for (var entry : log.all(WorkloadMeasured.class)) {
            WorkloadMeasured measured = entry.event();
            Token token = measured.token();
            if (log.lastAttempt(token.job()).filter(token::equals).isPresent()) {
                windows.putIfAbsent(token + "|" + measured.repetition(), new Window(token.job(), measured.repetition(), measured.measurement()));
            }
        }
        return windows.values().stream().sorted(Comparator.comparing(Window::client).thenComparing(Window::repetition)).toList();
    }

    /** The clients' results, of windows that were measured. */
    static List<ClientResult> of(List<Window> windows) {
        Map<JobName, List<Window>> byClient = new LinkedHashMap<>();
        windows.stream().filter(window -> window.measurement().measured())
                .forEach(window -> byClient.computeIfAbsent(window.client(), client -> new ArrayList<>()).add(window));
        return byClient.entrySet().stream().map(entry -> of(entry.getKey(), entry.getValue())).toList();
    }

    private static ClientResult of(JobName client, List<Window> windows) {
        List<Measurement> measurements = windows.stream().map(Window::measurement).toList();
        List<LatencyHistogram> histograms = windows.stream().flatMap(window -> window.histogram().stream()).toList();
        Optional<LatencyHistogram> merged = histograms.size() == windows.size() ? Optional.of(LatencyHistogram.merged(histograms)) : Optional.empty();
        return new ClientResult(client, measurements.getFirst().loadModel(), windows.size(),
                measurements.stream().mapToLong(Measurement::operations).sum(), measurements.stream().mapToLong(Measurement::failed).sum(),
                measurements.stream().mapToLong(Measurement::skipped).sum(), headlines(measurements, merged),
                merged.filter(histogram -> histogram.count() > 0).map(LatencyHistogram::spectrum).orElse(List.of()));
    }

    private static List<Headline> headlines(List<Measurement> measurements, Optional<LatencyHistogram> merged) {
        Map<String, List<Figure>> byName = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            measurement.figures().stream().filter(figure -> Double.isFinite(figure.value()))
                    .forEach(figure -> byName.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(figure));
        }
        return byName.values().stream().map(figures -> headline(figures, measurements.size(), merged)).toList();
    }

    private static Headline headline(List<Figure> figures, int windows, Optional<LatencyHistogram> merged) {
        Figure figure = figures.getFirst();
        Range range = Range.of(figures.stream().mapToDouble(Figure::value).toArray());
        if (windows == 1) {
            return headline(figure, figure.value(), Headline.Basis.ONE_WINDOW, range);
        }
        if (figure.name().equals("errors")) {
            return headline(figure, figures.stream().mapToDouble(Figure::value).sum(), Headline.Basis.SUM, range);
        }
        if (figure.name().equals("latency_max")) {
            return headline(figure, range.max(), Headline.Basis.LARGEST, range);
        }
        return merged.flatMap(histogram -> statistic(figure.name(), histogram)).map(value -> headline(figure, value, Headline.Basis.MERGED, range))
                .orElseGet(() -> headline(figure, range.median(), Headline.Basis.MEDIAN, range));
    }

    private static Optional<Double> statistic(String name, LatencyHistogram histogram) {
        if (name.equals("latency_avg")) {
            return Optional.of(histogram.meanMillis());
        }
        for (Percentile percentile : Percentile.values()) {
            if (percentile.figure().equals(name)) {
                return Optional.of(histogram.millis(percentile));
            }
        }
        return Optional.empty();
    }

    private static Headline headline(Figure figure, double value, Headline.Basis basis, Range range) {
        return new Headline(figure.name(), value, figure.unit(), figure.better(), basis, range);
    }
}
