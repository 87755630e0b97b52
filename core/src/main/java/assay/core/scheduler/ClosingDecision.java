package assay.core.scheduler;

import assay.core.run.Attempts;
import assay.core.run.Cause;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.PendingReason;
import assay.core.run.Readiness;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.ClusterState;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.ReportKind;
import assay.events.JobEvent.RunClosing;
import assay.events.recipe.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides whether a run that is open is over, and why. */
final class ClosingDecision {
    private static final Set<String> SIGNALLED = Set.of("signal", "time-limit");
    private static final Duration EXPLANATION = Duration.ofSeconds(20);
    private final Run run;
    private final Instant now;

    private ClosingDecision(Run run, Instant now) {
        this.run = run;
        this.now = now;
    }

    /** The closing that is due; empty while the run goes on. */
    static Optional<RunClosing> of(Run run, Instant now) {
        return run.stage().open() ? new ClosingDecision(run, now).due() : Optional.empty();
    }

    private Optional<RunClosing> due() {
        return run.fault().map(why -> failed("a fault in Assay itself: " + why))
                .or(this::cancelled)
                .or(this::silentCluster)
                .or(this::unstaged)
                .or(() -> run.stage() instanceof Stage.Planned ? ofJobs() : Optional.empty());
    }

    private Optional<RunClosing> cancelled() {
        return run.cancel().map(cancel -> cancel.interrupt() ? new RunClosing(ClosingReason.INTERRUPTED, "interrupted by " + cancel.by())
                : new RunClosing(ClosingReason.CANCELLED, "cancelled by " + cancel.by() + (cancel.reason().isEmpty() ? "" : ": " + cancel.reason())));
    }

    private Optional<RunClosing> silentCluster() {
        return run.cluster().filter(cluster -> !cluster.usable() && cluster.unavailable())
                .map(cluster -> failed("the cluster does not answer: " + cluster.reason()));
    }

    private Optional<RunClosing> unstaged() {
        return run.staging().failure().filter(failure -> !failure.permanent())
                .map(failure -> failed(failure.name() + " could not be staged: " + failure.reason() + (failure.hint().isEmpty() ? "" : "; " + failure.hint())));
    }

    private Optional<RunClosing> ofJobs() {
        if (run.clients().stream().allMatch(this::ranWell)) {
            return run.clients().stream().allMatch(Job::done) ? Optional.of(new RunClosing(ClosingReason.COMPLETED, "all clients are done")) : Optional.empty();
        }
        if (run.silence().isEmpty() && run.all().stream().anyMatch(this::unexplained)) {
            return Optional.empty();
        }
        for (Job job : run.all()) {
            if (job.state() instanceof JobState.Refused refused) {
                return Optional.of(new RunClosing(ClosingReason.REFUSED, "the cluster refused " + job.name() + ": " + refused.words()));
            }
            Optional<String> failure = failure(job).or(() -> hopeless(job)).or(() -> idle(job));
            if (failure.isPresent()) {
                return failure.map(ClosingDecision::failed);
            }
        }
        return Optional.empty();
    }

    /** A client said itself that it ran all its windows: what becomes of its services from then on is not their failure. */
    private boolean ranWell(Job client) {
        return client.report(ReportKind.STOPPED).isPresent() && !Cause.failed(client) && client.stop().isEmpty();
    }

    private Optional<String> failure(Job job) {
        if (!job.done() || spared(job)) {
            return Optional.empty();
        }
        if (job.stop().isPresent()) {
            return stranded(job) ? Optional.of(job.name() + " was stopped (" + job.stop().get().reason() + ") and has no attempt left") : Optional.empty();
        }
        if (!job.client()) {
            return used(job) ? Optional.of((job.service() ? "service " + job.name() : "the allocation") + " ended before its clients: " + Cause.of(job)) : Optional.empty();
        }
        return Cause.failed(job) ? Optional.of("client " + job.name() + " failed: " + Cause.of(job)) : Optional.empty();
    }

    /** It ended for the sake of a job that it needs, and cannot follow that one. */
    private boolean stranded(Job job) {
        return Attempts.over(run, job) && (job.client() ? !ranWell(job) : used(job));
    }

    /** A signal does not say why it was sent. The cluster can, and is given a moment for it; what fails meanwhile may be a consequence. */
    private boolean unexplained(Job job) {
        return job.state() instanceof JobState.Submitted submitted && submitted.state() != ClusterState.REQUEUED && job.stop().isEmpty()
                && job.report(ReportKind.STOPPED).filter(stopped -> SIGNALLED.contains(stopped.details().getOrDefault("reason", ""))
                        && now.isBefore(stopped.at().plus(EXPLANATION))).isPresent();
    }

    /** Whether some job needs the service still. */
    private boolean used(Job service) {
        List<Job> dependents = Attempts.dependents(run, service);
        return dependents.isEmpty() || !dependents.stream().allMatch(job -> job.done() && (!job.client() || ranWell(job)));
    }

    /** A job that may begin again is judged when its end is proven, and what needs it with it. */
    private boolean spared(Job job) {
        return Attempts.left(job) && (!(job.state() instanceof JobState.Ended) || Attempts.again(run, job)
                || Attempts.needed(run, job).stream().anyMatch(service -> service.done() && spared(service)));
    }

    private static Optional<String> hopeless(Job job) {
        return job.state() instanceof JobState.Submitted waiting && PendingReason.of(job).filter(PendingReason.HOPELESS::equals).isPresent()
                ? Optional.of("job " + job.name() + " (" + waiting.clusterJob() + ") can never start: Slurm lets it wait for " + waiting.reason())
                : Optional.empty();
    }

    /** A service that is ready costs its nodes; its clients may keep it waiting for so long and no longer. */
    private Optional<String> idle(Job service) {
        long most = run.stage().knownRecipe().stream().flatMap(recipe -> recipe.services().stream())
                .filter(spec -> service.service() && spec.name().equals(service.plan().component())).map(ServiceSpec::life)
                .mapToLong(ServiceSpec.Life::maxIdleSeconds).findFirst().orElse(0);
        if (most == 0 || !(service.readiness() instanceof Readiness.Ready ready) || now.isBefore(ready.at().plusSeconds(most))) {
            return Optional.empty();
        }
        List<Job> users = Attempts.dependents(run, service);
        boolean waiting = !users.isEmpty() && users.stream().allMatch(user -> user.state() instanceof JobState.Submitted && !user.started()
                && user.report(ReportKind.STARTED).isEmpty());
        return waiting ? Optional.of("service " + service.name() + " was ready for " + most + " s and its clients did not start (max_idle): "
                + users.stream().map(ClosingDecision::waits).collect(Collectors.joining(", "))) : Optional.empty();
    }

    private static String waits(Job job) {
        return job.state() instanceof JobState.Submitted s ? job.name() + " is " + s.state() + (s.reason().isEmpty() ? "" : " (" + s.reason() + ")") : job.name().value();
    }

    private static RunClosing failed(String why) {
        return new RunClosing(ClosingReason.FAILED, why);
    }
}
