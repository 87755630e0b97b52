package assay.core.results;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Latencies in microseconds as an HdrHistogram from 1 µs to 1 h with three significant digits. Windows are merged by adding their
 * histograms. Immutable.
 */
public final class LatencyHistogram {
    private static final long HIGHEST = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1000.0;

    private final Histogram histogram;

    private LatencyHistogram(Histogram histogram) {
        this.histogram = histogram;
    }

    /** A histogram of these latencies; what is longer than an hour counts as an hour. */
    public static LatencyHistogram of(long[] micros) {
        Histogram histogram = empty();
        for (long value : micros) {
            histogram.recordValue(Math.clamp(value, 0, HIGHEST));
        }
        return new LatencyHistogram(histogram);
    }

    /** Reads the form that {@link #encoded} gives; empty when the text is none. */
    public static Optional<LatencyHistogram> decode(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            LatencyHistogram read = new LatencyHistogram(Histogram.decodeFromCompressedByteBuffer(bytes, HIGHEST));
            return read.fits() ? Optional.of(read) : Optional.empty();
        } catch (IllegalArgumentException | DataFormatException | IndexOutOfBoundsException | BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    /** Whether it can be merged with others, to the same resolution. */
    private boolean fits() {
        return histogram.getNumberOfSignificantValueDigits() == DIGITS && histogram.getMaxValue() <= empty().highestEquivalentValue(HIGHEST);
    }

    /** All values of all histograms in one. */
    public static LatencyHistogram merged(List<LatencyHistogram> parts) {
        Histogram sum = empty();
        parts.forEach(part -> sum.add(part.histogram));
        return new LatencyHistogram(sum);
    }

    /** The histogram as HdrHistogram V2, compressed, base64: the form of {@code Measurement.latency}. */
    public String encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.get(0, bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** How many values it holds. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** A percentile in milliseconds, at the histogram's resolution (0.1 %). */
    public double millis(Percentile percentile) {
        return at(percentile.percent());
    }

    /** The arithmetic mean in milliseconds. */
    public double meanMillis() {
        return histogram.getMean() / MICROS_PER_MILLI;
    }

    /**
     * The spectrum of the latencies for a chart over {@code 1 / (1 - p)} on a logarithmic axis: from the median outwards, four points for
     * each halving of the rest, as long as the histogram has a value for it.
     */
    public List<Quantile> spectrum() {
        List<Quantile> points = new ArrayList<>();
        points.add(new Quantile(0, at(0)));
        double most = Math.max(1, count());
        for (double inverse = Math.pow(2, 0.25); inverse <= most; inverse *= Math.pow(2, 0.25)) {
            double percent = 100 * (1 - 1 / inverse);
            points.add(new Quantile(percent, at(percent)));
        }
        return points;
    }

    /** A percentile in milliseconds, at the same resolution; the largest value is that of 100. */
    double millis(double percent) {
        return at(percent);
    }

    private double at(double percent) {
        return histogram.getValueAtPercentile(percent) / MICROS_PER_MILLI;
    }

    private static Histogram empty() {
        return new Histogram(1, HIGHEST, DIGITS);
    }

    /** A point of the spectrum: at most {@code percent} of the operations took no longer than {@code millis}. */
    public record Quantile(double percent, double millis) {
    }
}
