package assay.core.results;

/**
 * A percentile that Assay reports. Percentiles are read from sorted values or from one merged histogram and are never averaged.
 *
 * <p>{@link #fewest} is the number of values from which on the percentile has a finite distribution-free 95 % confidence interval (order
 * statistics, equal tails); with fewer values it is left out.
 */
public enum Percentile {
    P50("latency_p50", 500, 6),
    P95("latency_p95", 950, 72),
    P99("latency_p99", 990, 368);

    private static final int WHOLE = 1000;
    private final String figure;
    private final int permille;
    private final int fewest;

    Percentile(String figure, int permille, int fewest) {
        this.figure = figure;
        this.permille = permille;
        this.fewest = fewest;
    }

    /** The name of the figure that carries it. */
    public String figure() {
        return figure;
    }

    /** The share of values at or below it, in percent. */
    public double percent() {
        return permille / 10.0;
    }

    /** The fewest values that carry it. */
    public int fewest() {
        return fewest;
    }

    /** Whether so many values carry it. */
    public boolean carriedBy(long values) {
        return values >= fewest;
    }

    /**
     * The percentile by nearest rank: the smallest of the values that at least this share of them does not exceed, so always a value that
     * was measured.
     *
     * @throws IllegalArgumentException when there is no value
     */
    public long of(long[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Expected at least one value for " + figure + ", but found none");
        }
        long rank = ((long) sorted.length * permille + WHOLE - 1) / WHOLE;
        return sorted[(int) rank - 1];
    }
}
