package assay.monitor;

import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as samplers write them: plain decimals. What only a parser would take for a number, such as NaN or 0x1p3, is none. Pure. */
final class Decimals {
    private static final Pattern VALUE = Pattern.compile("[0-9]{1,18}([.][0-9]{1,18})?([eE]-?[0-9]{1,2})?");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}([.][0-9]{1,9})?");

    private Decimals() {
    }

    static OptionalDouble value(String text) {
        return VALUE.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    /** Unix time with a fraction, in milliseconds. */
    static OptionalLong millis(String text) {
        return SECONDS.matcher(text).matches() ? OptionalLong.of(Math.round(Double.parseDouble(text) * 1000)) : OptionalLong.empty();
    }

    /** As {@link #millis} reads it. */
    static String seconds(Instant at) {
        return at.getEpochSecond() + "." + String.format(Locale.ROOT, "%03d", at.getNano() / 1_000_000);
    }
}
