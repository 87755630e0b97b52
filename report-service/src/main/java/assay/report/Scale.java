package assay.report;

import assay.core.report.Numbers;
import java.util.List;
import java.util.Map;

/**
 * How a metric is shown. Its name ends with the unit it is recorded in; bytes are shown in the largest unit of which there is at least one.
 *
 * @param words   what is measured
 * @param divisor recorded value by shown value
 * @param unit    shown unit; empty for a plain number
 */
record Scale(String words, double divisor, String unit) {
    private static final String PER_SECOND = "_per_second";
    private static final String BYTES = "_bytes";
    private static final double STEP = 1024;
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");
    private static final Map<String, String> UNSCALED = Map.of("cores", "cores", "seconds", "s");

    /** For values of a metric up to the largest. */
    static Scale of(String metric, double largest) {
        boolean rate = metric.endsWith(PER_SECOND);
        String amount = rate ? metric.substring(0, metric.length() - PER_SECOND.length()) : metric;
        String per = rate ? "/s" : "";
        if (amount.endsWith(BYTES)) {
            int power = largest < 1 ? 0 : Math.min(UNITS.size() - 1, (int) (Math.log(largest) / Math.log(STEP)));
            return new Scale(words(amount, BYTES), Math.pow(STEP, power), UNITS.get(power) + per);
        }
        String last = amount.substring(amount.lastIndexOf('_') + 1);
        String ending = UNSCALED.containsKey(last) ? "_" + last : "";
        return new Scale(words(amount, ending), 1, UNSCALED.getOrDefault(last, "") + per);
    }

    /** A metric that only rises, the largest until then: its last value tells all. */
    static boolean onlyRises(String metric) {
        return metric.contains("_peak_") || metric.contains("_max_");
    }

    /** What is measured, and in what unit. */
    String label() {
        return unit.isEmpty() ? words : words + " (" + unit + ")";
    }

    /** A recorded value as it is shown. */
    double shown(double value) {
        return value / divisor;
    }

    /** The value with its unit. */
    String words(double value) {
        return Numbers.value(shown(value), unit);
    }

    private static String words(String metric, String ending) {
        return metric.substring(0, metric.length() - ending.length()).replaceFirst("^cpu(?=_|$)", "CPU").replace('_', ' ');
    }
}
