package assay.core.report;

import assay.core.results.LatencyHistogram;
import assay.core.results.MedianInterval;
import assay.core.results.Range;
import assay.core.results.TimingFigure;
import assay.core.results.Timings;
import assay.events.Figure;
import assay.events.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Turns windows into a client's figures. Percentiles of several windows come from their merged histogram, never from an average. */
final class Results {
    static final String ERRORS = "errors";
    private final List<Window> windows;
    private final List<Measurement> measurements;
    private final List<Timings> timings;
    private final Timings merged;

    private Results(List<Window> windows) {
        this.windows = windows;
        this.measurements = windows.stream().map(Window::measurement).toList();
        this.timings = measurements.stream().map(Timings::of).toList();
        this.merged = Timings.merged(timings);
    }

    /** The clients' results, of windows that were measured. */
    static List<ClientResult> of(List<Window> windows, Vocabulary vocabulary) {
        Map<String, List<Window>> byClient = new LinkedHashMap<>();
        windows.stream().filter(Window::measured).forEach(window -> byClient.computeIfAbsent(window.client(), client -> new ArrayList<>()).add(window));
        return byClient.entrySet().stream().map(entry -> new Results(entry.getValue()).of(entry.getKey(), vocabulary)).toList();
    }

    private ClientResult of(String client, Vocabulary vocabulary) {
        return new ClientResult(client, measurements.getFirst().loadModel(), windows.size(), windows.getFirst().replicas().size(), sum(Measurement::operations),
                sum(Measurement::failed), sum(Measurement::skipped), headlines(figure -> vocabulary.has(client, figure)), spreads(),
                merged.find(TimingFigure.LATENCY).filter(histogram -> histogram.count() > 0).map(LatencyHistogram::spectrum).orElse(List.of()), TimingResult.of(merged));
    }

    private long sum(ToLongFunction<Measurement> count) {
        return measurements.stream().mapToLong(count).anyMatch(value -> value < 0) ? -1 : measurements.stream().mapToLong(count).sum();
    }

    private List<Spread> spreads() {
        Map<String, Spread> byName = new LinkedHashMap<>();
        windows.stream().flatMap(window -> window.spreads().stream()).forEach(spread -> byName.merge(spread.name(), spread, Spread::with));
        return List.copyOf(byName.values());
    }

    private List<Headline> headlines(Predicate<String> known) {
        Map<String, List<Figure>> byName = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            measurement.figures().stream().filter(figure -> Double.isFinite(figure.value()))
                    .forEach(figure -> byName.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(figure));
        }
        List<Figure> together = merged.carriedTogether(timings, byName.values().stream().map(List::getFirst).toList());
        return Stream.concat(byName.values().stream().map(this::headline),
                together.stream().filter(figure -> known.test(figure.name())).map(figure -> headline(figure, figure.value(), Headline.Basis.MERGED, Range.NONE, Optional.empty()))).toList();
    }

    private Headline headline(List<Figure> figures) {
        Figure figure = figures.getFirst();
        double[] values = figures.stream().mapToDouble(Figure::value).toArray();
        Range range = Range.of(values);
        if (windows.size() == 1) {
            return headline(figure, figure.value(), Headline.Basis.ONE_WINDOW, range, Optional.empty());
        }
        if (figure.name().equals(ERRORS)) {
            return headline(figure, figures.stream().mapToDouble(Figure::value).sum(), Headline.Basis.SUM, range, Optional.empty());
        }
        return switch (FigureKind.of(figure)) {
            case LARGEST -> headline(figure, range.max(), Headline.Basis.LARGEST, range, Optional.empty());
            case SMALLEST -> headline(figure, range.min(), Headline.Basis.SMALLEST, range, Optional.empty());
            case LATENCY, RATE, COUNT, OTHER -> merged.value(figure)
                    .map(value -> headline(figure, value, Headline.Basis.MERGED, range, MedianInterval.of(values)))
                    .orElseGet(() -> headline(figure, range.median(), Headline.Basis.MEDIAN, range, MedianInterval.of(values)));
        };
    }

    private static Headline headline(Figure figure, double value, Headline.Basis basis, Range range, Optional<MedianInterval> interval) {
        return new Headline(figure.name(), value, figure.unit(), figure.better(), basis, range, interval.map(List::of).orElse(List.of()));
    }
}
