package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import assay.events.JobEvent.ArtifactStaged;
import java.io.PrintStream;

/** A line for each artifact that is where the jobs find it, and its place. */
final class StagingDisplay implements Display {
    private final PrintStream out;
    private final PrintStream messages;

    StagingDisplay(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public void told(Envelope envelope, Snapshot snapshot) {
        if (envelope.event() instanceof ArtifactStaged staged && snapshot.run().staging().staged().containsValue(staged)) {
            out.println(Story.ofArtifact(staged) + "  " + staged.kind() + " " + staged.path());
        }
    }

    @Override
    public void progressed(Snapshot snapshot) {
        // Only what is whole is worth a line.
    }

    @Override
    public void say(String words) {
        messages.println("assay: " + words);
    }

    @Override
    public void close() {
        out.flush();
    }
}
