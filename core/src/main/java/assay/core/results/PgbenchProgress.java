package assay.core.results;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of pgbench's progress lines ({@code -P}), version 15 and later.
 *
 * @param seconds   since the start, or Unix time with {@code --progress-timestamp}
 * @param tps       completed per second since the line before
 * @param latencyMs mean latency since the line before; not finite when nothing completed
 * @param failed    transactions that failed since the line before
 * @param skipped   transactions that were due but not sent since the line before
 */
public record PgbenchProgress(double seconds, double tps, double latencyMs, long failed, long skipped) {
    private static final String NUMBER = "(-?[\\d.]+|-?NaN|-?nan)";
    private static final Pattern LINE = Pattern.compile("progress: ([\\d.]+) s, " + NUMBER + " tps, lat " + NUMBER + " ms stddev " + NUMBER
            + ", (\\d{1,18}) failed(?:, lag " + NUMBER + " ms)?(?:, (\\d{1,18}) skipped)?(?:, \\d+ retried, \\d+ retries)?");

    /** Reads a line; empty when it is no progress line. */
    public static Optional<PgbenchProgress> read(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new PgbenchProgress(number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)),
                Long.parseLong(matcher.group(5)), matcher.group(7) == null ? 0 : Long.parseLong(matcher.group(7))));
    }

    private static double number(String text) {
        return text.matches("[\\d.]*\\d[\\d.]*") && text.indexOf('.') == text.lastIndexOf('.') ? Double.parseDouble(text) : Double.NaN;
    }
}
