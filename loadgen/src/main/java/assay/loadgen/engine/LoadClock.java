package assay.loadgen.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time since the load began, by the monotonic clock, with what it is in Unix time. Immutable.
 *
 * @param originNanos  {@link System#nanoTime} at the beginning of the load
 * @param originMicros Unix time in microseconds then
 */
public record LoadClock(long originNanos, long originMicros) {
    private static final long NANOS_PER_MICRO = 1000;

    /** A clock whose load begins at this Unix time in microseconds. */
    static LoadClock beginningAt(long micros) {
        long ahead = micros - wallMicros();
        return new LoadClock(System.nanoTime() + ahead * NANOS_PER_MICRO, micros);
    }

    /** What the machine's clock shows, in microseconds of Unix time. */
    public static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    long now() {
        return at(System.nanoTime());
    }

    /** An instant of {@link System#nanoTime} in this clock's time. */
    long at(long nanoTime) {
        return nanoTime - originNanos;
    }

    /** Unix time in microseconds at this time. */
    public long micros(long time) {
        return originMicros + Math.floorDiv(time, NANOS_PER_MICRO);
    }

    /** This clock's time at a Unix time in microseconds. */
    long timeOf(long micros) {
        return (micros - originMicros) * NANOS_PER_MICRO;
    }

    /** By how much the machine's clock has moved against this one, in microseconds: it was set meanwhile. */
    public long drift() {
        return wallMicros() - micros(now());
    }
}
