package assay.events;

import java.util.Locale;

/** Who writes an event type: each type has exactly one writer, which is rule 1 of a log with several writers. */
public enum Writer {
    ANYONE, PARSER, SCHEDULER, RUNNER, DISCOVERY, MONITOR, REPORT;

    /** The name in {@code ce_source} and in transactional ids, such as {@code runner}. */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
