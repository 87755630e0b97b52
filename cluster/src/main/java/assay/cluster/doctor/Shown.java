package assay.cluster.doctor;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people read them. */
public final class Shown {
    private static final long SECOND = 1_000;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB"};

    private Shown() {
    }

    /** Such as {@code 12 ms} or {@code 1.5 s}. */
    public static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return Math.abs(millis) < SECOND ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
    }

    /** Such as {@code 1.5 GiB}. */
    public static String size(long kibibytes) {
        double size = kibibytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
