package assay.loadgen.driver;

import java.util.SplittableRandom;

/**
 * One request to make. What it asks for depends on the seed and its number alone, not on who sends it when.
 *
 * @param number from 0 over the whole run
 * @param random drawn from for its content
 */
public record Request(long number, SplittableRandom random) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The request with this number under this seed. */
    public static Request of(long seed, long number) {
        return new Request(number, new SplittableRandom(seed * GOLDEN ^ number));
    }
}
