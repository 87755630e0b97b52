package assay.system;

/**
 * A command that ended.
 *
 * @param exitCode of the process
 * @param out      its standard output
 * @param err      its standard error
 */
record Ended(int exitCode, String out, String err) {
    /** Everything that a person would have seen. */
    String console() {
        return out + err;
    }
}
