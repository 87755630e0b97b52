package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.run.Run;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportKind;
import java.io.PrintStream;

/** A line for each event that matters to somebody who waits; for logs and pipes. What is said beside them goes to standard error. */
final class PlainDisplay implements Display {
    private final PrintStream out;
    private final PrintStream messages;
    private final Story story = new Story();

    PlainDisplay(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public void told(Envelope envelope, Snapshot snapshot) {
        String line = story.line(envelope);
        if (envelope.event() instanceof JobEvent event && matters(event, snapshot.run())) {
            out.println(line);
        }
    }

    @Override
    public void progressed(Snapshot snapshot) {
        // A line every second would bury the story.
    }

    /** The end is told by {@link Console}, and what is a matter of the log stays there. */
    private static boolean matters(JobEvent event, Run run) {
        return switch (event) {
            case JobEvent.JobReported e -> e.kind() != ReportKind.READY && e.kind() != ReportKind.STOPPED;
            case JobEvent.JobScripted e -> false;
            case JobEvent.JobChecked e -> !e.accepted();
            case JobEvent.JobReleased e -> false;
            case JobEvent.SubmissionIntended e -> false;
            case JobEvent.EndpointDiscovered e -> false;
            case JobEvent.JobStopRequested e -> run.stage().open();
            case JobEvent.JobStateChanged e -> !e.state().terminal();
            case JobEvent.RecipeRejected e -> false;
            case JobEvent.RunRefused e -> false;
            case JobEvent.ReportPublished e -> false;
            case JobEvent.RunFinished e -> false;
            case JobEvent e -> true;
        };
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
