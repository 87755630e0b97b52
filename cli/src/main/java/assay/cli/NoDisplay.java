package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import java.io.PrintStream;

/** Shows nothing of a run, for a command that waits in silence; messages still go to standard error. */
final class NoDisplay implements Display {
    private final PrintStream messages;

    NoDisplay(PrintStream messages) {
        this.messages = messages;
    }

    @Override
    public void told(Envelope envelope, Snapshot snapshot) {
        // Silence is what was asked for.
    }

    @Override
    public void progressed(Snapshot snapshot) {
        // As above.
    }

    @Override
    public void say(String words) {
        messages.println("assay: " + words);
    }

    @Override
    public void close() {
        // Nothing was taken.
    }
}
