package assay.cli;

import assay.core.run.Run;
import assay.events.Envelope;
import assay.events.JobEvent;
import java.io.PrintStream;

/** A line for each event that matters to somebody who waits; for logs and pipes. */
final class PlainDisplay implements Display {
    private final PrintStream out;

    PlainDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Envelope envelope, Run run) {
        if (envelope.event() instanceof JobEvent event && matters(event)) {
            out.println(new Story(run.requestedAt()).line(envelope));
        }
    }

    private static boolean matters(JobEvent event) {
        return !(event instanceof JobEvent.JobScripted || event instanceof JobEvent.JobChecked || event instanceof JobEvent.JobReleased
                || event instanceof JobEvent.SubmissionIntended || event instanceof JobEvent.EndpointDiscovered || event instanceof JobEvent.JobStopRequested
                || event instanceof JobEvent.ReportPublished || event instanceof JobEvent.RunFinished);
    }
}
