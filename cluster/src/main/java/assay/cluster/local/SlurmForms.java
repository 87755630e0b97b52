package assay.cluster.local;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms in which options of sbatch give numbers, times and sizes. Pure; empty for anything else. */
public final class SlurmForms {
    private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4})-)?(\\d{1,8})(?::(\\d{1,6}))?(?::(\\d{1,6}))?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGT]?)B?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WARNING = Pattern.compile("(?:([A-Z]{1,2}):)?(?:SIG)?([A-Z][A-Z0-9]{1,9}|\\d{1,2})(?:@(\\d{1,5}))?");
    private static final int USUAL_WARNING = 60;

    private SlurmForms() {
    }

    /** A positive number. */
    static Optional<Integer> count(String text) {
        return text.matches("[1-9]\\d{0,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** Minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes or days-hours:minutes:seconds; zero for no limit. */
    public static Optional<Duration> time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (text.equals("UNLIMITED") || text.equals("INFINITE")) {
            return Optional.of(Duration.ZERO);
        }
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = number(matcher.group(2));
        long second = number(matcher.group(3));
        long third = number(matcher.group(4));
        if (matcher.group(1) != null) {
            return Optional.of(Duration.ofDays(number(matcher.group(1))).plusHours(first).plusMinutes(second).plusSeconds(third));
        }
        return Optional.of(matcher.group(4) != null ? Duration.ofHours(first).plusMinutes(second).plusSeconds(third)
                : Duration.ofMinutes(first).plusSeconds(second));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Bytes; without a unit they are megabytes. */
    public static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2).isEmpty() ? 2 : "KMGT".indexOf(Character.toUpperCase(matcher.group(2).charAt(0))) + 1;
        return Optional.of(Long.parseLong(matcher.group(1)) * (1L << (10 * power)));
    }

    /** A signal to the batch shell and how long before the limit; only such a one can be sent here, where there are no steps. */
    public static Optional<Warning> warning(String text) {
        Matcher matcher = WARNING.matcher(text);
        if (!matcher.matches() || matcher.group(1) == null || !matcher.group(1).contains("B")) {
            return Optional.empty();
        }
        long before = matcher.group(3) == null ? USUAL_WARNING : number(matcher.group(3));
        return Optional.of(new Warning(matcher.group(2), Duration.ofSeconds(before)));
    }

    /** What is sent how long before the limit. */
    public record Warning(String signal, Duration before) {
    }
}
