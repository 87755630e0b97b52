package assay.core.results;

import java.util.Arrays;

/**
 * Smallest, middle and largest of one figure over the measured windows. It is a min–max range and no confidence interval: below 6 windows
 * no 95 % interval of the median exists.
 *
 * @param median the value in the middle; of an even number the lower of the two, so that it is always a value that was measured and no
 *               percentile is ever averaged
 * @param windows how many values there were
 */
public record Range(double min, double median, double max, int windows) {

    /**
     * The range of the values.
     *
     * @throws IllegalArgumentException when there is no value
     */
    public static Range of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Expected at least one value for a range, but found none");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Range(sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1], sorted.length);
    }
}
