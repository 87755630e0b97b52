package assay.core.scheduler;

import assay.core.run.Cause;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunClosing;
import java.util.Optional;

/** Decides whether a run that is open is over, and why. */
final class ClosingDecision {
    private ClosingDecision() {
    }

    /** The closing that is due; empty while the run goes on. */
    static Optional<RunClosing> of(Run run) {
        if (!run.stage().open()) {
            return Optional.empty();
        }
        return run.fault().map(why -> new RunClosing(ClosingReason.FAILED, "a fault in Assay itself: " + why))
                .or(() -> cancelled(run))
                .or(() -> silentCluster(run))
                .or(() -> run.stage() instanceof Stage.Planned ? ofJobs(run) : Optional.empty());
    }

    private static Optional<RunClosing> cancelled(Run run) {
        return run.cancel().map(cancel -> cancel.interrupt() ? new RunClosing(ClosingReason.INTERRUPTED, "interrupted by " + cancel.by())
                : new RunClosing(ClosingReason.CANCELLED, "cancelled by " + cancel.by() + (cancel.reason().isEmpty() ? "" : ": " + cancel.reason())));
    }

    private static Optional<RunClosing> silentCluster(Run run) {
        return run.cluster().filter(cluster -> !cluster.usable() && cluster.unavailable())
                .map(cluster -> new RunClosing(ClosingReason.FAILED, "the cluster does not answer: " + cluster.reason()));
    }

    private static Optional<RunClosing> ofJobs(Run run) {
        if (run.clients().stream().allMatch(ClosingDecision::ranWell)) {
            return run.clients().stream().allMatch(Job::done) ? Optional.of(new RunClosing(ClosingReason.COMPLETED, "all clients are done")) : Optional.empty();
        }
        for (Job job : run.all()) {
            if (job.state() instanceof JobState.Refused refused) {
                return Optional.of(new RunClosing(ClosingReason.REFUSED, "the cluster refused " + job.name() + ": " + refused.words()));
            }
            Optional<String> failure = job.done() ? failure(job) : Optional.empty();
            if (failure.isPresent()) {
                return failure.map(words -> new RunClosing(ClosingReason.FAILED, words));
            }
        }
        return Optional.empty();
    }

    /** A client said itself that it ran all its windows: what becomes of its services from then on is not their failure. */
    private static boolean ranWell(Job client) {
        return client.report(ReportKind.STOPPED).isPresent() && !Cause.failed(client);
    }

    private static Optional<String> failure(Job job) {
        if (job.service()) {
            return Optional.of("service " + job.name() + " ended before its clients: " + Cause.of(job));
        }
        return Cause.failed(job) ? Optional.of("client " + job.name() + " failed: " + Cause.of(job)) : Optional.empty();
    }
}
