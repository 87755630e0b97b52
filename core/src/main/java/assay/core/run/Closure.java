package assay.core.run;

import assay.events.JobEvent;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.JobEvent.SubmissionRefused;
import java.time.Instant;
import java.util.Optional;

/**
 * The small fold of a run whose own fold failed: its tokens and the closing events go on, all else is left, so that the run is closed as usual
 * and nothing of it stays on the cluster.
 */
final class Closure {
    private Closure() {
    }

    /** The run after the event; empty when the event is not needed for closing. */
    static Optional<Run> evolve(Run run, JobEvent event, Instant at) {
        boolean needed = event instanceof SubmissionIntended || event instanceof JobSubmitted || event instanceof SubmissionRefused
                || event instanceof JobStateChanged || event instanceof JobEnded || event instanceof RunClosing || event instanceof JobStopRequested
                || event instanceof RunCleaned || event instanceof RunFinished || event instanceof ReportPublished;
        if (!needed) {
            return Optional.empty();
        }
        try {
            return Evolution.evolve(run, event, at);
        } catch (RuntimeException bug) {
            return Optional.empty();
        }
    }
}
