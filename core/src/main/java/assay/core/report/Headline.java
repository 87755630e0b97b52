package assay.core.report;

import assay.core.results.Range;
import assay.events.Figure.Better;

/**
 * One figure of a client over all its measured windows.
 *
 * @param name   such as {@code tps}
 * @param value  the headline value, by {@code basis}
 * @param unit   such as {@code ms}
 * @param better which direction is good
 * @param basis  how the windows became one value
 * @param range  over the windows
 */
public record Headline(String name, double value, String unit, Better better, Basis basis, Range range) {
    /** How the windows became one value. */
    public enum Basis {
        /** There was one window. */
        ONE_WINDOW,
        /** The window in the middle. */
        MEDIAN,
        /** A statistic of all operations of all windows together, from their merged histograms. */
        MERGED,
        /** The sum over the windows. */
        SUM,
        /** The largest of the windows. */
        LARGEST
    }
}
