package assay.core.report;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * That nothing of a job ran for a while, as its wrapper noticed: it was suspended, or its node froze. The cluster is asked too seldom to see it.
 *
 * @param end     when it went on
 * @param seconds how long it stood still, about
 */
record Stall(Instant end, long seconds) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,11})\\.(\\d{6})\\+(\\d{1,9})");

    /** Reads those that a job told of; what has another form is passed over. */
    static List<Stall> read(String text) {
        return FORM.matcher(text).results().map(found -> new Stall(Instant.ofEpochSecond(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)) * 1000),
                Long.parseLong(found.group(3)))).toList();
    }
}
