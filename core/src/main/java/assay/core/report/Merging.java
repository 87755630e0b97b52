package assay.core.report;

import assay.core.results.ErrorCounts;
import assay.core.results.LatencyHistogram;
import assay.core.results.TimingFigure;
import assay.core.results.Timings;
import assay.events.Figure;
import assay.events.Measurement;
import assay.events.PlannedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Makes one window of what the replicas of a client measured in one repetition. Counts and rates are added; times are told by their merged
 * histograms; a largest stays the largest and a smallest the smallest; of any other figure only the range over the replicas is known. The window is
 * the stretch that all have in common. Confined to one call.
 */
final class Merging {
    private final List<Replica> replicas;
    private final List<Measurement> parts;
    private final Timings timings;
    private final Instant start;
    private final Instant end;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Spread> spreads = new ArrayList<>();

    private Merging(List<Replica> replicas) {
        this.replicas = replicas;
        this.parts = replicas.stream().map(Replica::measurement).toList();
        this.timings = Timings.merged(parts.stream().map(Timings::of).toList());
        this.start = parts.stream().map(Measurement::start).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        this.end = parts.stream().map(Measurement::end).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    /** The window of a repetition, of at least one replica; {@code planned} are the jobs that were to measure it. */
    static Window window(String client, int repetition, List<PlannedJob> planned, List<Replica> replicas, Vocabulary vocabulary) {
        if (planned.size() == 1) {
            return new Window(client, repetition, replicas.getFirst().measurement(), replicas, List.of());
        }
        Merging merging = new Merging(replicas);
        List<String> missing = merging.missing(planned);
        Measurement measurement = missing.isEmpty() ? merging.measurement(figure -> vocabulary.has(client, figure))
                : new Measurement(false, merging.start, merging.end, 0, 0, 0, List.of(), "", List.of(), "", missing);
        return new Window(client, repetition, measurement, replicas, merging.spreads);
    }

    private List<String> missing(List<PlannedJob> planned) {
        List<String> missing = new ArrayList<>();
        planned.stream().map(PlannedJob::name).filter(job -> replicas.stream().noneMatch(replica -> replica.job().equals(job)))
                .forEach(job -> missing.add(job + " has no window"));
        replicas.stream().filter(replica -> !replica.measurement().measured())
                .forEach(replica -> missing.add(replica.job() + " measured nothing: " + String.join("; ", replica.measurement().problems())));
        if (missing.isEmpty() && !end.isAfter(start)) {
            missing.add("the windows of the replicas have no moment in common");
        }
        return missing;
    }

    private Measurement measurement(Predicate<String> known) {
        parts.stream().flatMap(part -> part.figures().stream()).map(Figure::name).distinct().forEach(this::merge);
        timings.carriedTogether(parts.stream().map(Timings::of).toList(), figures).stream().filter(figure -> known.test(figure.name())).forEach(figures::add);
        return new Measurement(true, start, end, sum(Measurement::operations), sum(Measurement::failed), sum(Measurement::skipped), figures,
                timings.find(TimingFigure.LATENCY).map(LatencyHistogram::encoded).orElse(""), series(), loadModel(), problems(), timings.encoded(),
                ErrorCounts.sum(parts.stream().flatMap(part -> part.errors().stream()).toList()));
    }

    /** The sum of counts; not counted where one of them is not. */
    private long sum(ToLongFunction<Measurement> count) {
        return parts.stream().mapToLong(count).anyMatch(value -> value < 0) ? -1 : parts.stream().mapToLong(count).sum();
    }

    private void merge(String name) {
        List<Figure> all = parts.stream().flatMap(part -> part.figures().stream().filter(figure -> figure.name().equals(name)).limit(1))
                .filter(figure -> Double.isFinite(figure.value())).toList();
        if (all.isEmpty()) {
            return;
        }
        Figure first = all.getFirst();
        Optional<Double> one = one(first, all.stream().map(Figure::value).toList(), all.size() == parts.size() && all.stream().map(Figure::unit).distinct().count() == 1);
        one.ifPresentOrElse(value -> figures.add(new Figure(name, value, first.unit(), first.better())),
                () -> all.stream().map(figure -> new Spread(name, figure.value(), figure.value(), first.unit(), first.better())).reduce(Spread::with).ifPresent(spreads::add));
    }

    private Optional<Double> one(Figure figure, List<Double> values, boolean ofAll) {
        Optional<Double> statistic = timings.value(figure);
        if (statistic.isPresent() || !ofAll) {
            return statistic;
        }
        return switch (FigureKind.of(figure)) {
            case RATE, COUNT -> Optional.of(values.stream().mapToDouble(Double::doubleValue).sum());
            case LARGEST -> values.stream().max(Comparator.naturalOrder());
            case SMALLEST -> values.stream().min(Comparator.naturalOrder());
            case LATENCY, OTHER -> Optional.empty();
        };
    }

    /** Operations of all in each second, as far as all have one, counted from the common start; a second is taken where most of it lies. */
    private List<Long> series() {
        int length = parts.stream().mapToInt(part -> part.series().size() - ahead(part)).min().orElse(0);
        List<Long> sums = new ArrayList<>();
        for (int second = 0; second < length; second++) {
            int at = second;
            sums.add(parts.stream().mapToLong(part -> part.series().get(at + ahead(part))).sum());
        }
        return sums;
    }

    private int ahead(Measurement part) {
        return (int) Math.round((start.toEpochMilli() - part.start().toEpochMilli()) / 1000.0);
    }

    private String loadModel() {
        String models = parts.stream().map(Measurement::loadModel).filter(model -> !model.isEmpty()).distinct().collect(Collectors.joining("; "));
        return models.isEmpty() ? "" : parts.size() + " replicas, each " + models;
    }

    private List<String> problems() {
        return replicas.stream().flatMap(replica -> replica.measurement().problems().stream().map(problem -> replica.job() + ": " + problem)).toList();
    }
}
