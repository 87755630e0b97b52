package assay.events;

/**
 * A headline number.
 *
 * @param name   such as {@code tps} or {@code latency_p95}
 * @param value  in {@code unit}
 * @param unit   UCUM-like, such as {@code ms} or {@code 1/s}; empty for a count
 * @param better which direction is good
 */
public record Figure(String name, double value, String unit, Better better) {
    /** Which direction is good. */
    public enum Better {
        HIGHER, LOWER, NEITHER
    }
}
