package assay.loadgen.schedule;

import java.util.SplittableRandom;

/**
 * The instants at which the requests of an open load are due, one after another. They depend on profile, spacing and seed alone and on
 * nothing that happens meanwhile, so an hour of them needs no memory. Not thread-safe.
 */
public final class Arrivals {
    /** What {@link #next} gives behind the last one. */
    public static final long NONE = Long.MAX_VALUE;
    private static final double NANOS = 1e9;

    private final Profile profile;
    private final Spacing spacing;
    private final SplittableRandom random;
    private double area;
    private boolean begun;

    public Arrivals(Profile profile, Spacing spacing, long seed) {
        this.profile = profile;
        this.spacing = spacing;
        this.random = new SplittableRandom(seed);
    }

    /** Nanoseconds from the beginning of the load to the next request; {@link #NONE} behind the last. */
    public long next() {
        area = begun ? area + spacing.gap(random) : spacing.first(random);
        begun = true;
        double seconds = profile.secondsAt(area);
        return Double.isInfinite(seconds) ? NONE : (long) (seconds * NANOS);
    }
}
