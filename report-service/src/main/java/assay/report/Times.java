package assay.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments for people, in UTC, no finer than a reader can use. */
final class Times {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLISECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private Times() {
    }

    static String second(Instant time) {
        return SECOND.format(time);
    }

    static String millisecond(Instant time) {
        return MILLISECOND.format(time);
    }

    /** Without the day. */
    static String clock(Instant time) {
        return CLOCK.format(time);
    }
}
