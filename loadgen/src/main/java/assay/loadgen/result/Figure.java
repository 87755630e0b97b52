package assay.loadgen.result;

/**
 * A headline number.
 *
 * @param better {@code higher} or {@code lower}
 */
record Figure(String name, double value, String unit, String better) {
    static Figure higher(String name, double value, String unit) {
        return new Figure(name, value, unit, "higher");
    }

    static Figure lower(String name, double value, String unit) {
        return new Figure(name, value, unit, "lower");
    }
}
