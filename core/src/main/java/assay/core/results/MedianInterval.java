package assay.core.results;

import java.util.Arrays;
import java.util.Optional;

/**
 * A distribution-free confidence interval of the median: with the values in order, the true median lies between the k-th smallest and the k-th
 * largest of {@code n} independent values with a probability of {@code 1 - 2 P(B <= k - 1)}, where B is binomial over n trials of one half,
 * whatever the distribution (David and Nagaraja, Order Statistics, 3rd edition, section 7.1). Of all k the largest is taken whose level is still
 * 95 %; below 6 values there is none.
 *
 * @param low   a value that was measured
 * @param high  a value that was measured
 * @param level the probability that holds, from 0.95 to 1
 */
public record MedianInterval(double low, double high, double level) {
    /** The fewest values that have an interval. */
    public static final int FEWEST = 6;
    private static final double LEAST_LEVEL = 0.95;

    /** The interval of the median of what these values were drawn from; empty when they are too few. */
    public static Optional<MedianInterval> of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Optional<MedianInterval> best = Optional.empty();
        double outside = 0;
        double probability = Math.pow(0.5, sorted.length);
        for (int below = 0; below < sorted.length / 2; below++) {
            outside += 2 * probability;
            if (1 - outside < LEAST_LEVEL) {
                break;
            }
            best = Optional.of(new MedianInterval(sorted[below], sorted[sorted.length - 1 - below], 1 - outside));
            probability *= (double) (sorted.length - below) / (below + 1);
        }
        return best;
    }
}
