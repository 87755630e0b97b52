package assay.cli;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What the cluster said to a job that it was only asked about. The job's number is none that it keeps, and the adapter asks for times as Unix
 * time, whatever the site's format is. Pure.
 */
final class CheckWords {
    private static final Pattern START = Pattern.compile("(?:Job [0-9]+ )?to start at ([0-9]{10})(?= )");

    private CheckWords() {
    }

    /** For people. */
    static String of(String message) {
        return START.matcher(message).replaceAll(start -> "to start at " + Instant.ofEpochSecond(Long.parseLong(start.group(1))));
    }
}
