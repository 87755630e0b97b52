package assay.core.report;

/**
 * One validity check: what was looked at, what was found, what would be right.
 *
 * @param about    the job, or empty when it is about the run
 * @param name     what is checked
 * @param measured what was found
 * @param expected what is right; empty where what was found is itself what is wrong
 * @param result   what follows from it
 */
public record Check(String about, String name, String measured, String expected, Result result) {
    /** What follows from a check; the worst of all decides the verdict. */
    public enum Result {
        /** As it should be. */
        PASS,
        /** To be known when reading the numbers; changes no verdict. */
        NOTE,
        /** The numbers may be wrong. */
        SUSPECT,
        /** The numbers must not be used. */
        INVALID
    }

    /** The check as a reason, in words. */
    public String reason() {
        return (about.isEmpty() ? "" : about + ": ") + name + ": " + measured + (expected.isEmpty() ? "" : " (expected: " + expected + ")");
    }
}
