package assay.core.report;

import assay.core.results.TimingFigure;
import assay.core.results.TimingStatistic;
import assay.events.Figure;

/** What a figure is, told by its name and unit: it decides how several of them make one. */
enum FigureKind {
    /** A mean or percentile of times: only a merged histogram tells it. */
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

    static FigureKind of(Figure figure) {
        if (TimingFigure.of(figure.name()).filter(named -> named.statistic() != TimingStatistic.MAX).isPresent()) {
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

    private static boolean named(String name, String part) {
        return name.equals(part) || name.endsWith("_" + part) || name.startsWith(part + "_");
    }
}
