package assay.core.report;

import assay.events.Figure.Better;

/**
 * A figure for which no single number stands, because it is not known how the values of replicas make one: the smallest and the largest of them.
 *
 * @param name   such as {@code cache_ratio}
 * @param unit   such as {@code ms}
 * @param better which direction is good
 */
public record Spread(String name, double min, double max, String unit, Better better) {

    Spread with(Spread other) {
        return new Spread(name, Math.min(min, other.min), Math.max(max, other.max), unit, better);
    }
}
