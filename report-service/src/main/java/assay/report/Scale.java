package assay.report;

import assay.core.report.Numbers;

/**
 * In what unit a metric is shown. Its name ends with the unit it is recorded in.
 *
 * @param divisor recorded value by shown value
 * @param unit    shown unit; empty for a plain number
 */
record Scale(double divisor, String unit) {
    private static final double MEBI = 1024.0 * 1024.0;

    static Scale of(String metric) {
        return metric.endsWith("_bytes") ? new Scale(MEBI, "MiB") : new Scale(1, metric.substring(metric.lastIndexOf('_') + 1));
    }

    /** The value with its unit. */
    static String words(String metric, double value) {
        Scale scale = of(metric);
        return Numbers.value(value / scale.divisor(), scale.divisor() == 1 ? "" : scale.unit());
    }
}
