package assay.gateway.stream;

import assay.events.RunId;

/** What is known of runs by whoever keeps a view of them. Asked often: answers at once. */
public interface Extents {
    /** Where the run's events stand, as far as the log was read. */
    Extent of(RunId run);
}
