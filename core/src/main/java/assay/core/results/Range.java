package assay.core.results;

import java.util.Arrays;

/**
 * Smallest, middle and largest of one figure over the measured windows. It is a min–max range and no confidence interval: below 6 windows
 * no 95 % interval of the median exists.
 *
 * @param median the value in the middle; of an even number the mean of the two in the middle. It tells where the windows lie; percentiles over
 *               several windows come from their merged histogram
 * @param windows how many values there were
 */
public record Range(double min, double median, double max, int windows) {
    /** Of a figure that no window tells by itself. */
    public static final Range NONE = new Range(0, 0, 0, 0);

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
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Range(sorted[0], median, sorted[sorted.length - 1], sorted.length);
    }
}
