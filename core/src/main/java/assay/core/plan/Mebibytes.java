package assay.core.plan;

import java.util.Locale;

/** Amounts of memory in Slurm's form: a number, and K, M (as without a letter), G or T. */
final class Mebibytes {
    private static final String UNITS = "KMGT";

    private Mebibytes() {
    }

    /** In whole MiB, rounded up. */
    static long of(String amount) {
        int unit = UNITS.indexOf(amount.toUpperCase(Locale.ROOT).charAt(amount.length() - 1));
        long number = Long.parseLong(unit < 0 ? amount : amount.substring(0, amount.length() - 1));
        return unit == 0 ? (number + 1023) / 1024 : number << 10 * (Math.max(unit, 1) - 1);
    }
}
