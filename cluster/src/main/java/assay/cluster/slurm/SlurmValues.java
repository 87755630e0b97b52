package assay.cluster.slurm;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which Slurm writes times, durations, sizes and nothing. Pure. */
final class SlurmValues {
    private static final Set<String> NOTHING = Set.of("", "none", "n/a", "unknown", "(null)", "none assigned");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
    private static final Pattern DURATION = Pattern.compile("(?:(?:(\\d+)-)?(\\d+):)?(\\d+):(\\d+(?:\\.\\d+)?)");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGTP]?)");
    private static final String UNITS = "KMGTP";

    private SlurmValues() {
    }

    /** The text, or an empty one for any of Slurm's words for nothing. */
    static String text(String text) {
        return NOTHING.contains(text.strip().toLowerCase(Locale.ROOT)) ? "" : text.strip();
    }

    /** Unix seconds; {@link Instant#EPOCH} for anything else. */
    static Instant instant(String text) {
        return SECONDS.matcher(text).matches() ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.EPOCH;
    }

    /** A whole number; empty for anything else, such as {@code UNLIMITED}. */
    static OptionalLong count(String text) {
        return COUNT.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** {@code [[days-]hours:]minutes:seconds} in seconds. */
    static OptionalDouble seconds(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double days = number(matcher.group(1));
        double hours = days * 24 + number(matcher.group(2));
        return OptionalDouble.of((hours * 60 + number(matcher.group(3))) * 60 + number(matcher.group(4)));
    }

    /** The same as a duration, in whole seconds; {@link Duration#ZERO} for anything else, such as {@code UNLIMITED}. */
    static Duration duration(String text) {
        return Duration.ofSeconds((long) seconds(text).orElse(0));
    }

    private static double number(String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    /** Bytes, or a count; a suffix K, M … counts in 1024. */
    static OptionalDouble size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * Math.pow(1024, power));
    }
}
