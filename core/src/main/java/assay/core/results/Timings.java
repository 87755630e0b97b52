package assay.core.results;

import assay.events.Copies;
import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All times that a client measured, by name, {@code latency} first. Several make one by adding their histograms; nothing is averaged. */
public record Timings(Map<String, LatencyHistogram> all) {
    private static final String UNIT = "ms";

    public Timings {
        all = Copies.ordered(all);
    }

    /** Those of a measurement that can be read. */
    public static Timings of(Measurement measurement) {
        Map<String, String> encoded = new LinkedHashMap<>();
        if (!measurement.latency().isEmpty()) {
            encoded.put(TimingFigure.LATENCY, measurement.latency());
        }
        measurement.timings().forEach(encoded::putIfAbsent);
        Map<String, LatencyHistogram> all = new LinkedHashMap<>();
        encoded.forEach((name, text) -> LatencyHistogram.decode(text).ifPresent(histogram -> all.put(name, histogram)));
        return new Timings(all);
    }

    /** Those that all parts have, merged: where one part lacks a timing, it is not known what all of them would give. */
    public static Timings merged(List<Timings> parts) {
        Map<String, LatencyHistogram> all = new LinkedHashMap<>();
        parts.stream().limit(1).flatMap(first -> first.all.keySet().stream()).filter(name -> parts.stream().allMatch(part -> part.all.containsKey(name)))
                .forEach(name -> all.put(name, LatencyHistogram.merged(parts.stream().map(part -> part.all.get(name)).toList())));
        return new Timings(all);
    }

    /** The one with this name. */
    public Optional<LatencyHistogram> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** The mean or percentile that a figure in milliseconds names; empty when it names none, or one of a timing that is not here. */
    public Optional<Double> value(Figure figure) {
        return figure.unit().equals(UNIT) ? TimingFigure.of(figure.name()).filter(named -> named.statistic() != TimingStatistic.MAX)
                .flatMap(named -> find(named.timing()).filter(histogram -> histogram.count() > 0).map(histogram -> named.statistic().in(histogram))) : Optional.empty();
    }

    /**
     * Percentiles that none of the parts had values enough for, and all of them together have. These are the timings of all together.
     *
     * @param told what the parts tell already: nothing is added of a timing of which they tell nothing
     */
    public List<Figure> carriedTogether(List<Timings> parts, List<Figure> told) {
        List<Figure> carried = new ArrayList<>();
        all.forEach((name, histogram) -> TimingStatistic.PERCENTILES.stream()
                .filter(statistic -> told.stream().anyMatch(figure -> figure.unit().equals(UNIT) && TimingFigure.of(figure.name()).filter(named -> named.timing().equals(name)).isPresent()))
                .filter(statistic -> told.stream().noneMatch(figure -> figure.name().equals(new TimingFigure(name, statistic).name())))
                .filter(statistic -> parts.stream().flatMap(part -> part.find(name).stream()).noneMatch(part -> statistic.of(part).isPresent()))
                .forEach(statistic -> statistic.of(histogram).ifPresent(value -> carried.add(new Figure(new TimingFigure(name, statistic).name(), value, UNIT, Better.LOWER)))));
        return carried;
    }

    /** All but the latency, in the form of {@link Measurement#timings}. */
    public Map<String, String> encoded() {
        Map<String, String> encoded = new LinkedHashMap<>();
        all.forEach((name, histogram) -> encoded.put(name, histogram.encoded()));
        encoded.remove(TimingFigure.LATENCY);
        return encoded;
    }
}
