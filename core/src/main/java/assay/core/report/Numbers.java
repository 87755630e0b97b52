package assay.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** Numbers for people: a blank between thousands, and no more digits than a reader can use. */
public final class Numbers {
    private static final int DIGITS = 3;
    private static final double WHOLE = 1000;
    private static final double HUNDRED = 100;
    private static final double KIBI = 1024;
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");
    private static final String RATE = "1/s";

    private Numbers() {
    }

    /** A count, such as {@code 12 345}. */
    public static String count(long value) {
        return grouped(BigDecimal.valueOf(value));
    }

    /** A measured value with three significant digits, four from 100 on, a whole number from 1000 on; a dash when it is not finite. */
    public static String value(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        if (Math.abs(value) >= WHOLE) {
            return grouped(exact.setScale(0, RoundingMode.HALF_UP));
        }
        if (value == Math.rint(value)) {
            return String.valueOf((long) value);
        }
        int digits = Math.abs(value) >= HUNDRED ? DIGITS + 1 : DIGITS;
        BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
        return rounded.setScale(Math.max(0, digits - rounded.precision() + rounded.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    /** Node-seconds, all with one decimal, so that parts of a sum can be compared. */
    public static String nodeSeconds(double value) {
        return String.format(Locale.ROOT, "%,.1f", value).replace(',', ' ');
    }

    /** A value with its unit: {@code 2 466/s}, {@code 2.40 ms}, {@code 3} for a count. */
    public static String value(double value, String unit) {
        return value(value) + (unit.isEmpty() || unit.equals(RATE) ? "" : " ") + unit(unit);
    }

    /** A unit as it stands behind a number. */
    public static String unit(String unit) {
        return unit.equals(RATE) ? "/s" : unit;
    }

    /** A share of 1 as a percentage without decimals. */
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** A time span in seconds with one decimal. */
    public static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }

    /** An amount of bytes in the largest unit that leaves a whole one: {@code 59.1 MiB}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= KIBI && unit < UNITS.size() - 1) {
            amount /= KIBI;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : String.format(Locale.ROOT, "%.1f", amount)) + " " + UNITS.get(unit);
    }

    private static String grouped(BigDecimal value) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat("#,##0", symbols).format(value);
    }
}
