package assay.loadgen.engine;

import java.util.Locale;

/** Where a run stands. */
public enum Phase {
    /** Tables and connections are made. */
    PREPARE,
    /** Everything is ready and the agreed instant has not come. */
    WAITING,
    /** Load that does not count. */
    WARMUP,
    /** Load that counts. */
    MEASURE,
    /** Nothing new becomes due; what was due inside the window is waited for. */
    DRAIN;

    /** The word for people and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
