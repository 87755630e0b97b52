package assay.core.results;

import java.util.List;
import java.util.Optional;

/** What a figure may tell of a timing. Percentiles are left out where fewer values carry them than a distribution-free 95 % interval needs. */
public enum TimingStatistic {
    AVG("avg", 0, 1),
    P50("p50", 50, 6),
    P90("p90", 90, 36),
    P95("p95", 95, 72),
    P99("p99", 99, 368),
    P999("p999", 99.9, 3688),
    MAX("max", 100, 1);

    /** Those that need many values. */
    static final List<TimingStatistic> PERCENTILES = List.of(P50, P90, P95, P99, P999);

    private final String word;
    private final double percent;
    private final long fewest;

    TimingStatistic(String word, double percent, long fewest) {
        this.word = word;
        this.percent = percent;
        this.fewest = fewest;
    }

    /** The end of the names of figures that tell it. */
    public String word() {
        return word;
    }

    /** Its value in milliseconds; empty when too few values carry it. */
    public Optional<Double> of(LatencyHistogram values) {
        return values.count() < fewest ? Optional.empty() : Optional.of(in(values));
    }

    /** Its value in milliseconds, by however few values it is carried. */
    public double in(LatencyHistogram values) {
        return this == AVG ? values.meanMillis() : values.millis(percent);
    }
}
