package assay.core.report;

import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.events.Figure;
import java.util.Optional;

/** What a figure is, told by its name and unit: it decides how several of them make one. */
enum FigureKind {
    /** A mean or percentile of latencies: only a merged histogram tells it. */
    LATENCY,
    /** So many in each second: replicas add up. */
    RATE,
    /** So many: replicas add up. */
    COUNT,
    /** The largest of something. */
    LARGEST,
    /** The smallest of something. */
    SMALLEST,
    /** Anything else: there is no way to make one number of several. */
    OTHER;

    private static final String MEAN_LATENCY = "latency_avg";

    static FigureKind of(Figure figure) {
        if (figure.name().equals(MEAN_LATENCY) || percentile(figure.name()).isPresent()) {
            return LATENCY;
        }
        if (named(figure.name(), "max")) {
            return LARGEST;
        }
        if (named(figure.name(), "min")) {
            return SMALLEST;
        }
        if (figure.unit().endsWith("/s")) {
            return RATE;
        }
        return figure.unit().isEmpty() ? COUNT : OTHER;
    }

    /** Whether it is the value of a single operation or moment, which scatters by nature. */
    boolean extreme() {
        return switch (this) {
            case LARGEST, SMALLEST -> true;
            case LATENCY, RATE, COUNT, OTHER -> false;
        };
    }

    /** The figure as the histogram tells it; empty when it is no figure of latencies in milliseconds. */
    static Optional<Double> statistic(Figure figure, LatencyHistogram histogram) {
        if (!figure.unit().equals("ms") || histogram.count() == 0) {
            return Optional.empty();
        }
        return figure.name().equals(MEAN_LATENCY) ? Optional.of(histogram.meanMillis()) : percentile(figure.name()).map(histogram::millis);
    }

    private static Optional<Percentile> percentile(String name) {
        for (Percentile percentile : Percentile.values()) {
            if (percentile.figure().equals(name)) {
                return Optional.of(percentile);
            }
        }
        return Optional.empty();
    }

    private static boolean named(String name, String part) {
        return name.equals(part) || name.endsWith("_" + part) || name.startsWith(part + "_");
    }
}
