package assay.loadgen.result;

/**
 * What the generator looked at in its own work.
 *
 * @param passed whether it is as it should be
 * @param value  what was measured
 * @param limit  what it is held against
 * @param text   both in words
 */
record Check(String name, boolean passed, double value, double limit, String text) {
}
