package assay.gateway.access;

import java.time.Duration;
import java.util.Map;

/**
 * How much the gateway takes before it refuses.
 *
 * @param bodyBytes   of a request
 * @param headerBytes of all headers of a request together
 * @param headers     of a request
 * @param uriBytes    of the request line
 * @param connections at the same time
 * @param header      how long the headers of a connection's first request may take
 * @param between     how long a connection may rest between two requests, the headers of the next one included
 * @param body        how long a body may take, and an answer to whoever has no key
 * @param idle        how long nothing may go over a connection while something is answered; a log that is followed may be silent for long
 * @param submissions of one principal
 * @param reads       of one principal
 * @param failures    of one address to show a good key
 */
public record Limits(int bodyBytes, int headerBytes, int headers, int uriBytes, int connections, Duration header, Duration between, Duration body, Duration idle,
        Rate submissions, Rate reads, Rate failures) {
    /** What holds where nothing is said. */
    public static final Limits STANDARD = new Limits(1 << 20, 16 << 10, 100, 8 << 10, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30),
            Duration.ofHours(1), new Rate(60, 120), new Rate(300, 600), new Rate(1, 20));
    private static final String WHOLE = "[1-9][0-9]{0,5}";

    /**
     * So many a second.
     *
     * @param perSecond in the long run
     * @param burst     at once
     */
    public record Rate(int perSecond, int burst) {
    }

    static Limits of(Map<String, String> environment) {
        return new Limits(STANDARD.bodyBytes, STANDARD.headerBytes, STANDARD.headers, STANDARD.uriBytes, number("ASSAY_HTTP_CONNECTIONS", STANDARD.connections, environment),
                STANDARD.header, STANDARD.between, STANDARD.body, STANDARD.idle, rate("ASSAY_HTTP_SUBMISSIONS_PER_SECOND", STANDARD.submissions, environment),
                rate("ASSAY_HTTP_READS_PER_SECOND", STANDARD.reads, environment), STANDARD.failures);
    }

    private static Rate rate(String name, Rate standard, Map<String, String> environment) {
        int perSecond = number(name, standard.perSecond, environment);
        return new Rate(perSecond, 2 * perSecond);
    }

    private static int number(String name, int standard, Map<String, String> environment) {
        String given = environment.getOrDefault(name, "");
        if (!given.isEmpty() && !given.matches(WHOLE)) {
            throw new IllegalArgumentException("expected a whole number in " + name + ", but found '" + given + "'");
        }
        return given.isEmpty() ? standard : Integer.parseInt(given);
    }
}
