package assay.cli;

import assay.core.run.Run;
import assay.events.Envelope;

/** Shows a run as it goes. */
interface Display {
    /** Shows that an event was read; the run is what it made of it. */
    void show(Envelope envelope, Run run);
}
