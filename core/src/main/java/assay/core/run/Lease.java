package assay.core.run;

import java.time.Duration;
import java.util.Map;

/**
 * For how long jobs go on when Assay is gone. The scheduler writes it into the scripts, the runner renews leases in time for it.
 *
 * @param length at least 10 s, in whole seconds
 */
public record Lease(Duration length) {
    /** The variable that sets it, in seconds. Every Assay service is to have the same. */
    public static final String VARIABLE = "ASSAY_LEASE_SECONDS";
    private static final Duration STANDARD = Duration.ofMinutes(15);
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration MOST_OFTEN_NEEDED = Duration.ofSeconds(30);
    private static final int LOOKS = 4;

    public Lease {
        if (length.compareTo(SHORTEST) < 0 || length.toMillisPart() != 0) {
            throw new IllegalArgumentException("Expected a lease of whole seconds, at least " + SHORTEST.toSeconds() + ", but found " + length);
        }
    }

    /** The one that an environment sets, else 15 minutes. */
    public static Lease of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "");
        if (!text.matches("[0-9]{0,9}")) {
            throw new IllegalArgumentException("Expected " + VARIABLE + " to be a number of seconds, but found '" + text + "'");
        }
        return new Lease(text.isEmpty() ? STANDARD : Duration.ofSeconds(Long.parseLong(text)));
    }

    /** How often it is renewed, and how often a service looks at it: several times within it. */
    public Duration pace() {
        Duration part = length.dividedBy(LOOKS);
        return part.compareTo(MOST_OFTEN_NEEDED) < 0 ? Duration.ofSeconds(part.toSeconds()) : MOST_OFTEN_NEEDED;
    }
}
