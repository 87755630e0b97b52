package assay.parser;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them: {@code 500ms 90s 15m 2h 1d}, and for jobs Slurm's own forms too. */
final class Durations {
    static final Pattern UNIT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    static final Pattern MINUTES = Pattern.compile("(\\d{1,6})(?::(\\d{1,2}))?");
    static final Pattern HOURS = Pattern.compile("(\\d{1,5}):(\\d{1,2}):(\\d{1,2})");
    static final Pattern DAYS = Pattern.compile("(\\d{1,4})-(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?");

    private Durations() {
    }

    /** Milliseconds of a number with its unit; empty when it has another form. */
    static OptionalLong millis(String text) {
        Matcher matcher = UNIT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return OptionalLong.of(Long.parseLong(matcher.group(1)) * unit);
    }

    /** Whole seconds of a number with its unit; empty when it has another form or a part of a second. */
    static OptionalLong seconds(String text) {
        OptionalLong millis = millis(text);
        return millis.isPresent() && millis.getAsLong() % 1_000 == 0 ? OptionalLong.of(millis.getAsLong() / 1_000) : OptionalLong.empty();
    }

    /** Seconds of a job's time limit: with a unit, or minutes, MM:SS, HH:MM:SS, D-HH, D-HH:MM, D-HH:MM:SS. */
    static OptionalLong jobSeconds(String text) {
        Matcher minutes = MINUTES.matcher(text);
        if (minutes.matches()) {
            return OptionalLong.of(number(minutes, 1) * 60 + number(minutes, 2));
        }
        Matcher hours = HOURS.matcher(text);
        if (hours.matches()) {
            return OptionalLong.of(number(hours, 1) * 3_600 + number(hours, 2) * 60 + number(hours, 3));
        }
        Matcher days = DAYS.matcher(text);
        return days.matches()
                ? OptionalLong.of(number(days, 1) * 86_400 + number(days, 2) * 3_600 + number(days, 3) * 60 + number(days, 4))
                : seconds(text);
    }

    private static long number(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}
