package assay.loadgen.engine;

import org.HdrHistogram.Histogram;

/** Times as an HdrHistogram of microseconds from 1 µs to 1 h with three significant digits; what is longer counts as an hour. Not thread-safe. */
public final class Timing {
    /** The longest that is told apart. */
    public static final long HIGHEST = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1000;

    private final Histogram histogram = new Histogram(1, HIGHEST, DIGITS);
    private long clamped;

    void nanos(long nanos) {
        micros(nanos / NANOS_PER_MICRO);
    }

    private void micros(long micros) {
        if (micros > HIGHEST) {
            clamped++;
        }
        histogram.recordValue(Math.clamp(micros, 0, HIGHEST));
    }

    void add(Timing other) {
        histogram.add(other.histogram);
        clamped += other.clamped;
    }

    /** The values themselves; not to be changed. */
    public Histogram values() {
        return histogram;
    }

    /** How many there are. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** How many were longer than an hour. */
    public long clamped() {
        return clamped;
    }
}
