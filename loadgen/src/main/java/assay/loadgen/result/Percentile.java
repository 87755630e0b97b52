package assay.loadgen.result;

/**
 * A percentile that is told when so many values carry it: from then on it has a finite distribution-free 95 % confidence interval (order
 * statistics, equal tails).
 */
enum Percentile {
    P50("p50", 50, 6),
    P90("p90", 90, 36),
    P95("p95", 95, 72),
    P99("p99", 99, 368),
    P999("p999", 99.9, 3688);

    private final String word;
    private final double percent;
    private final long fewest;

    Percentile(String word, double percent, long fewest) {
        this.word = word;
        this.percent = percent;
        this.fewest = fewest;
    }

    String word() {
        return word;
    }

    double percent() {
        return percent;
    }

    boolean isCarriedBy(long values) {
        return values >= fewest;
    }
}
