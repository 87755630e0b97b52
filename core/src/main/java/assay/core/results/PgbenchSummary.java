package assay.core.results;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * pgbench's final summary as versions 15 to 18 print it. Lines that are not needed are passed over, since they differ between versions.
 *
 * @param clients   number of clients
 * @param processed transactions completed without error
 * @param failed    transactions that failed
 * @param skipped   transactions that were due but not sent ({@code -R} with {@code -L})
 * @param open      true when transactions were sent by a schedule ({@code -R})
 * @param tps       completed per second; not finite when pgbench could not say
 */
record PgbenchSummary(long clients, long processed, long failed, long skipped, boolean open, double tps) {
    private static final Pattern CLIENTS = Pattern.compile("(?m)^number of clients: (\\d+)");
    private static final Pattern PROCESSED = Pattern.compile("(?m)^number of transactions actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^number of failed transactions: (\\d+)");
    private static final Pattern SKIPPED = Pattern.compile("(?m)^number of transactions skipped: (\\d+)");
    private static final Pattern LAG = Pattern.compile("(?m)^rate limit schedule lag: avg ");
    private static final Pattern TPS = Pattern.compile("(?m)^tps = (\\d+(?:\\.\\d+)?) \\((?:without initial connection|including reconnection)");

    /** Reads the summary; empty when the text holds none. */
    static Optional<PgbenchSummary> read(String text) {
        Matcher processed = PROCESSED.matcher(text);
        if (!processed.find()) {
            return Optional.empty();
        }
        Matcher tps = TPS.matcher(text);
        return Optional.of(new PgbenchSummary(count(CLIENTS, text), Long.parseLong(processed.group(1)), count(FAILED, text),
                count(SKIPPED, text), LAG.matcher(text).find(), tps.find() ? Double.parseDouble(tps.group(1)) : Double.NaN));
    }

    private static long count(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }
}
