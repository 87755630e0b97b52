package assay.core.results;

import assay.core.results.LoadResult.Times;
import assay.events.ErrorCount;
import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a measurement of what a load generator wrote of its window. The window is the generator's own: its warm-up and its drain run in the same
 * process, and count for nothing. Never throws: what cannot be believed is said in the measurement. Confined to one call.
 */
public final class LoadResults {
    /** Begins the names of latencies of one kind of request. */
    public static final String KIND = "latency of ";
    private static final Duration CLOCKS = Duration.ofMillis(100);
    private static final long LONGEST_SERIES = 86_400;
    private static final int MOST_TIMINGS = 30;
    private static final int MOST_ENCODED = 600_000;

    private final LoadResult result;
    private final Map<String, String> timings = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LoadResults(LoadResult result) {
        this.result = result;
    }

    /** The measurement of a window whose client ran from {@code began} to {@code ended}, both by its own clock. */
    public static Measurement parse(LoadResult result, Instant began, Instant ended) {
        if (!result.end().isAfter(result.start())) {
            return Measurement.nothing(began, ended, "result.json: its window is empty: it ends at " + result.end() + " and starts at " + result.start());
        }
        if (result.start().isBefore(began.minus(CLOCKS)) || result.end().isAfter(ended.plus(CLOCKS))) {
            return Measurement.nothing(began, ended, "result.json: its window, from " + result.start() + " to " + result.end() + ", does not lie within the time in which the client ran, from "
                    + began + " to " + ended);
        }
        return new LoadResults(result).measurement();
    }

    private Measurement measurement() {
        result.histograms().forEach(this::keep);
        if (result.kinds().size() > 1) {
            result.kinds().forEach((kind, times) -> keep(KIND + kind, times));
        }
        Optional<String> latency = Optional.ofNullable(timings.remove(TimingFigure.LATENCY));
        Stream.concat(result.failedChecks().stream(), result.problems().stream()).distinct().forEach(problems::add);
        boolean measured = result.measured() && result.counts().ok() > 0;
        if (!measured) {
            nothing();
        }
        errorsAddUp();
        return new Measurement(measured, result.start(), result.end(), result.counts().ok(), result.counts().errors(), result.counts().unsent(),
                measured ? figures() : List.of(), latency.filter(hdr -> measured).orElse(""), series(), result.load(), problems, measured ? timings : Map.of(), result.errors());
    }

    private void nothing() {
        if (problems.isEmpty()) {
            problems.add("no request was answered as it should be");
        }
        if (!result.errors().isEmpty()) {
            problems.add("errors: " + ErrorCounts.words(result.errors()) + ", such as: " + result.errors().getFirst().sample());
        }
    }

    private void keep(String name, Times times) {
        boolean fits = timings.size() < MOST_TIMINGS && timings.values().stream().mapToInt(String::length).sum() + times.hdr().length() <= MOST_ENCODED;
        Optional<LatencyHistogram> histogram = fits ? LatencyHistogram.decode(times.hdr()) : Optional.empty();
        if (!fits) {
            problems.add("the histogram " + name + " was left out: all together they are too large");
        } else if (histogram.isEmpty()) {
            problems.add("the histogram " + name + " cannot be read: it must be an HdrHistogram of up to 1 h in microseconds with three significant digits, V2, compressed");
        } else if (histogram.get().count() != times.count()) {
            problems.add("the histogram " + name + " holds " + histogram.get().count() + " values, but is said to hold " + times.count());
        } else {
            timings.put(name, times.hdr());
        }
    }

    private void errorsAddUp() {
        long classed = result.errors().stream().mapToLong(ErrorCount::count).sum();
        if (!result.errors().isEmpty() && classed != result.counts().errors()) {
            problems.add("accounting: " + result.counts().errors() + " requests failed, but " + classed + " stand under the classes of errors");
        }
    }

    /** Those of the generator, and the counts that are none of a measurement's own. */
    private List<Figure> figures() {
        Map<String, Figure> all = new LinkedHashMap<>();
        result.figures().forEach(figure -> all.putIfAbsent(figure.name(), figure));
        count(LoadFigures.BLOCKED, result.counts().blocked(), Better.LOWER).ifPresent(figure -> all.putIfAbsent(figure.name(), figure));
        count(LoadFigures.INPUT, result.counts().input(), Better.NEITHER).ifPresent(figure -> all.putIfAbsent(figure.name(), figure));
        count(LoadFigures.OUTPUT, result.counts().output(), Better.NEITHER).ifPresent(figure -> all.putIfAbsent(figure.name(), figure));
        return List.copyOf(all.values());
    }

    private static Optional<Figure> count(String name, long count, Better better) {
        return count == LoadResult.UNCOUNTED ? Optional.empty() : Optional.of(new Figure(name, count, "", better));
    }

    /** A second of Unix time is taken for the second of the window in which most of it lies. */
    private List<Long> series() {
        double start = result.start().toEpochMilli() / 1000.0;
        long length = Math.min(LONGEST_SERIES, Math.round(Duration.between(result.start(), result.end()).toMillis() / 1000.0));
        Long[] series = Stream.generate(() -> 0L).limit(result.perSecond().isEmpty() ? 0 : length).toArray(Long[]::new);
        result.perSecond().forEach((second, count) -> {
            long at = Math.round(second - start);
            if (at >= 0 && at < series.length) {
                series[(int) at] = count;
            }
        });
        return List.of(series);
    }
}
