package assay.monitor;

import java.util.Arrays;
import java.util.Map;

/** Values of one metric of one step on one node, in the order of time; compact, because a long run has many. Confined to its user. */
final class Series {
    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;

    /** Adds a value; one that is not newer than the last is left out. */
    void add(long time, double value) {
        if (size > 0 && time <= times[size - 1]) {
            return;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    /** How fast a counter grew, each second, up to each of its times. Where it went back it began anew: nothing is said across that. */
    Series rates() {
        Series rates = new Series();
        for (int i = 1; i < size; i++) {
            if (values[i] >= values[i - 1]) {
                rates.add(times[i], (values[i] - values[i - 1]) * 1000 / (times[i] - times[i - 1]));
            }
        }
        return rates;
    }

    /** Adds its values to those of other steps that were scraped at the same time. */
    void addTo(Map<Long, Double> sums) {
        for (int i = 0; i < size; i++) {
            sums.merge(times[i], values[i], Double::sum);
        }
    }
}
