package assay.core.report;

import assay.core.results.MedianInterval;
import assay.core.results.Range;
import assay.events.Figure.Better;
import java.util.List;

/**
 * One figure of a client over all its measured windows.
 *
 * @param name     such as {@code tps}
 * @param value    the headline value, by {@code basis}
 * @param unit     such as {@code ms}
 * @param better   which direction is good
 * @param basis    how the windows became one value
 * @param range    over the windows; {@link Range#NONE} when only all of them together have values enough
 * @param interval of the median of the windows; empty when they are too few or the value is a sum or an extreme, else one
 */
public record Headline(String name, double value, String unit, Better better, Basis basis, Range range, List<MedianInterval> interval) {
    public Headline {
        interval = List.copyOf(interval);
    }

    /** How the windows became one value. */
    public enum Basis {
        /** There was one window. */
        ONE_WINDOW,
        /** The window in the middle, or half-way between the two in the middle. */
        MEDIAN,
        /** A statistic of all operations of all windows together, from their merged histograms. */
        MERGED,
        /** The sum over the windows. */
        SUM,
        /** The largest of the windows. */
        LARGEST,
        /** The smallest of the windows. */
        SMALLEST
    }
}
