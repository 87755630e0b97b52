package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;

/** Shows a run as it goes, on standard output or the terminal. */
interface Display extends AutoCloseable {
    /** Shows that an event was read; the snapshot holds it already. */
    void told(Envelope envelope, Snapshot snapshot);

    /** Shows that a client said how far it is. */
    void progressed(Snapshot snapshot);

    /** Says something beside the run's own story. */
    void say(String words);

    /** Shows the last state and gives the terminal back. */
    @Override
    void close();
}
