package assay.cluster.doctor;

/**
 * What a check found.
 *
 * @param check  what was looked at, in one or two words
 * @param found  what was found
 * @param remedy what to do about it; empty when nothing
 */
public record Finding(Grade grade, String check, String found, String remedy) {

    /** All is well. */
    public static Finding good(String check, String found) {
        return new Finding(Grade.GOOD, check, found, "");
    }

    /** Something is missing that a run can do without. */
    public static Finding doubtful(String check, String found, String remedy) {
        return new Finding(Grade.DOUBTFUL, check, found, remedy);
    }

    /** Something is missing that a run needs. */
    public static Finding broken(String check, String found, String remedy) {
        return new Finding(Grade.BROKEN, check, found, remedy);
    }

    /** Whether runs will fail by it. */
    public boolean isBroken() {
        return grade == Grade.BROKEN;
    }
}
