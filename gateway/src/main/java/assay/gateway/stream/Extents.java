package assay.gateway.stream;

import assay.events.Entry.Position;
import assay.events.RunId;

/** What is known of runs by whoever keeps a view of them. Asked often: answers at once. */
public interface Extents {
    /** Where the run's events stand, as far as the log was read. */
    Extent of(RunId run);

    /** Whether the log of record was read as far as this. */
    boolean reached(Position position);
}
