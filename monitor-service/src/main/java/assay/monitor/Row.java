package assay.monitor;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One line of {@code metrics.csv}.
 *
 * @param millis Unix time
 */
record Row(long millis, String source, String job, String node, String step, String metric, double value) {
    private static final int FIELDS = 7;
    private static final Pattern JOB = Pattern.compile("[a-z][a-z0-9-]{0,28}");

    /** The row in a line; empty for the header, half a line and what is none. */
    static Optional<Row> parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS || !JOB.matcher(fields[2]).matches()) {
            return Optional.empty();
        }
        OptionalLong at = Decimals.millis(fields[0]);
        OptionalDouble value = Decimals.value(fields[6]);
        return at.isEmpty() || value.isEmpty() ? Optional.empty()
                : Optional.of(new Row(at.getAsLong(), fields[1], fields[2], fields[3], fields[4], fields[5], value.getAsDouble()));
    }

    /** With its line break. */
    String line() {
        String number = value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
        return Decimals.seconds(Instant.ofEpochMilli(millis)) + "," + series() + "," + metric + "," + number + "\n";
    }

    /** As {@link Sample#series()}. */
    String series() {
        return source + "," + job + "," + node + "," + step;
    }
}
