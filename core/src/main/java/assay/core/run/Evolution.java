package assay.core.run;

import assay.core.run.Job.Check;
import assay.core.run.Job.StopRequest;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.CancelAccepted;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.EndpointDiscovered;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.JobStateChanged;
import assay.events.JobEvent.JobStopRequested;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.JobEvent.OfArtifact;
import assay.events.JobEvent.OfAttempt;
import assay.events.JobEvent.OfJob;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunCleaned;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRefused;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.ServiceUnready;
import assay.events.JobEvent.StagingFailed;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.JobEvent.SubmissionRefused;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.RecipeEvent.Mode;
import java.time.Instant;
import java.util.Optional;

/**
 * Folds one event into a run. Total and pure: an event that does not fit the state gives an empty result — it is superseded — and nothing
 * here reads a clock.
 */
final class Evolution {
    private Evolution() {
    }

    /** The run after the event; empty when the event does not fit. Nothing fits a run that is finished but the report that it is owed. */
    static Optional<Run> evolve(Run run, JobEvent event, Instant at) {
        boolean owed = event instanceof ReportPublished && run.reportDue();
        return run.finished() && !owed ? Optional.empty() : evolved(run, event, at);
    }

    private static Optional<Run> evolved(Run run, JobEvent event, Instant at) {
        return switch (event) {
            case RunRequested e -> Optional.empty();
            case CancelAccepted e -> run.cancel().isEmpty() ? Optional.of(run.with(e)) : Optional.empty();
            case RecipeAccepted e -> run.stage() instanceof Stage.Requested s ? Optional.of(run.with(s.accepted(e.recipe()))) : Optional.empty();
            case RecipeRejected e -> run.stage() instanceof Stage.Requested s ? Optional.of(run.with(s.rejected(e.problems()))) : Optional.empty();
            case ClusterObserved e -> run.cluster().isPresent() ? heard(run, e, at) : run.stage() instanceof Stage.Accepted ? Optional.of(run.with(e)) : Optional.empty();
            case RunPlanned e -> run.stage() instanceof Stage.Accepted s && run.cluster().filter(ClusterObserved::usable).isPresent()
                    ? Optional.of(run.planned(e, s.planned(e.worstCaseNodeHours()))) : Optional.empty();
            case RunRefused e -> refused(run, e);
            case RunClosing e -> run.stage().open() ? Optional.of(run.with(new Stage.Closing(run.stage().knownRecipe(), e.reason(), e.detail(), at)))
                    : Optional.empty();
            case RunCleaned e -> run.stage() instanceof Stage.Closing s && !run.alive() ? Optional.of(run.with(s.cleaned())) : Optional.empty();
            case RunFinished e -> finished(run, e);
            case MetricsSummarised e -> run.stage() instanceof Stage.Closing && run.metrics().isEmpty() ? Optional.of(run.with(e)) : Optional.empty();
            case ReportPublished e -> run.reportDue() ? Optional.of(run.with(e)) : Optional.empty();
            case OfArtifact e -> run.stage().open() && concerns(run, e) ? run.staging().after(e).map(run::with) : Optional.empty();
            case OfJob e -> run.job(e.job()).flatMap(job -> ofJob(run, job, e, at)).map(next -> run.with(e.job(), job -> next));
        };
    }

    /** Only a run that is planned is told what is there, and only what a run lacks can fail: then none of its jobs was released. */
    private static boolean concerns(Run run, OfArtifact event) {
        return switch (event) {
            case ArtifactStaged e -> true;
            case ArtifactChecked e -> run.submission().mode() == Mode.PLAN;
            case StagingFailed e -> run.unstaged().stream().anyMatch(artifact -> artifact.reference().equals(e.name()));
        };
    }

    /** A cluster that was chosen fell silent, or answers again; told once each. */
    private static Optional<Run> heard(Run run, ClusterObserved event, Instant at) {
        boolean changes = run.silence().isPresent() == event.usable();
        boolean known = run.cluster().filter(ClusterObserved::usable).isPresent() && (event.usable() || event.unavailable());
        return changes && known ? Optional.of(run.with(event.usable() ? Optional.empty() : Optional.of(new Run.Silence(event.reason(), at)))) : Optional.empty();
    }

    private static Optional<Run> refused(Run run, RunRefused event) {
        boolean untouched = run.all().stream().noneMatch(job -> job.state().attempt().isPresent());
        return switch (run.stage()) {
            case Stage.Accepted s -> Optional.of(run.with(s.refused(event.problems())));
            case Stage.Planned s when untouched -> Optional.of(run.with(s.refused(event.problems())));
            case Stage s -> Optional.empty();
        };
    }

    private static Optional<Run> finished(Run run, RunFinished event) {
        return switch (run.stage()) {
            case Stage.Rejected s -> Optional.of(run.with(s.finished(event.outcome(), event.detail())));
            case Stage.Refused s -> Optional.of(run.with(s.finished(event.outcome(), event.detail())));
            case Stage.Cleaned s -> Optional.of(run.with(s.finished(event.outcome(), event.detail())));
            case Stage.Planned s when run.all().stream().allMatch(job -> job.state() instanceof JobState.Scripted) ->
                Optional.of(run.with(new Stage.Finished(event.outcome(), event.detail())));
            case Stage s -> Optional.empty();
        };
    }

    private static Optional<Job> ofJob(Run run, Job job, OfJob event, Instant at) {
        return switch (event) {
            case JobScripted e -> run.stage() instanceof Stage.Planned && job.state() instanceof JobState.Planned s
                    ? Optional.of(job.with(e).with(s.scripted())) : Optional.empty();
            case JobChecked e -> run.stage() instanceof Stage.Planned && job.check() instanceof Check.Unchecked && job.state() instanceof JobState.Scripted
                    ? Optional.of(job.with(e.accepted() ? new Check.Passed() : new Check.Failed(e.message()))) : Optional.empty();
            case JobReleased e -> releasable(run) ? released(run, job, at) : Optional.empty();
            case JobStopRequested e -> (run.stage() instanceof Stage.Closing || run.stage() instanceof Stage.Planned) && job.alive() && job.stop().isEmpty()
                    ? Optional.of(job.with(new StopRequest(e.reason(), at))) : Optional.empty();
            case OfAttempt e -> ofAttempt(run, job, e, at);
        };
    }

    /**
     * Only a run that is to be carried through, and only when the cluster would take every job of it, else it is still refused as a whole, and when
     * all that the jobs need is there: no node is held for what is on its way.
     */
    private static boolean releasable(Run run) {
        return run.stage().open() && run.submission().mode() == Mode.RUN && run.all().stream().allMatch(job -> job.check() instanceof Check.Passed)
                && run.unstaged().isEmpty();
    }

    private static Optional<Job> released(Run run, Job job, Instant at) {
        return switch (job.state()) {
            case JobState.Scripted s -> Optional.of(job.with(s.released(Attempts.next(run, job), at)));
            case JobState.Ended s when Attempts.again(run, job) -> Optional.of(job.again(s.event(), s.again(Attempts.next(run, job), at)));
            case JobState s -> Optional.empty();
        };
    }

    private static Optional<Job> ofAttempt(Run run, Job job, OfAttempt event, Instant at) {
        if (!(event instanceof SubmissionIntended) && !job.state().attempt().equals(Optional.of(event.token()))) {
            return Optional.empty();
        }
        return switch (event) {
            case SubmissionIntended e -> intended(run, job, e);
            case JobSubmitted e -> job.state() instanceof JobState.Intended s ? Optional.of(job.with(s.submitted(e.clusterJob(), at))) : Optional.empty();
            case SubmissionRefused e -> job.state() instanceof JobState.Intended s ? Optional.of(job.with(s.refused(e.kind(), e.message(), at)))
                    : Optional.empty();
            case JobStateChanged e -> job.state() instanceof JobState.Submitted s && s.clusterJob().equals(e.clusterJob()) && s.differsFrom(e)
                    ? Optional.of(job.with(s.changed(e, at))) : Optional.empty();
            case JobReported e -> reported(job, e, at);
            case WorkloadMeasured e -> job.state() instanceof JobState.Submitted && !job.measurements().containsKey(e.repetition())
                    ? Optional.of(job.with(e.repetition(), e.measurement())) : Optional.empty();
            case JobEnded e -> ended(job, e, at);
            case EndpointDiscovered e -> job.state() instanceof JobState.Submitted && job.readiness() instanceof Readiness.NotReady s
                    ? Optional.of(job.with(s.discovered(e))) : Optional.empty();
            case ServiceReady e -> job.state() instanceof JobState.Submitted && job.readiness() instanceof Readiness.Discovered s
                    ? Optional.of(job.with(s.ready(e.version(), at))) : Optional.empty();
            case ServiceUnready e -> job.readiness() instanceof Readiness.Ready s ? Optional.of(job.with(s.unready(e.reason()))) : Optional.empty();
        };
    }

    private static Optional<Job> intended(Run run, Job job, SubmissionIntended event) {
        return switch (job.state()) {
            case JobState.Released s when run.stage().open() && s.number() == event.token().attempt() -> Optional.of(job.with(s.intended(event)));
            case JobState.Intended s when run.stage().open() && s.token().equals(event.token()) -> Optional.of(job.with(s.intended(event)));
            case JobState s -> Optional.empty();
        };
    }

    private static Optional<Job> reported(Job job, JobReported event, Instant at) {
        boolean known = job.reports().stream().anyMatch(report -> report.clusterJob().equals(event.clusterJob())
                && report.restart() == event.restart() && report.sequence() == event.sequence());
        if (known) {
            return Optional.empty();
        }
        return switch (job.state()) {
            case JobState.Submitted s when event.kind() == ReportKind.STARTED ->
                Optional.of(job.with(s.claimedBy(event.clusterJob(), at)).with(event));
            case JobState.Submitted s when s.clusterJob().equals(event.clusterJob()) || event.kind() == ReportKind.DUPLICATE -> Optional.of(job.with(event));
            case JobState s -> Optional.empty();
        };
    }

    /** An end must be that of the state: a job may have spoken up that was taken for never submitted, or the claim's owner behind one that is over. */
    private static Optional<Job> ended(Job job, JobEnded event, Instant at) {
        return switch (job.state()) {
            case JobState.Intended s when event.state() == ClusterState.NOT_SUBMITTED -> Optional.of(job.with(s.ended(event, at)));
            case JobState.Submitted s when s.mayHaveEnded(event.state()) -> Optional.of(job.with(s.ended(event, at)));
            case JobState s -> Optional.empty();
        };
    }
}
