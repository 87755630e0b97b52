package assay.core.run;

import assay.core.plan.Artifacts;
import assay.events.Copies;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.CancelAccepted;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.MetricsSummarised;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.recipe.Artifact;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the log of record says of one run: the fold of its events. Immutable.
 *
 * @param id         its id
 * @param submission what was asked for
 * @param requestedAt when it was taken into the log of record
 * @param stage      how far it is
 * @param cluster    what the runner saw of the cluster
 * @param silence    since when the cluster has not answered
 * @param staging    what its jobs need and is brought to where they find it
 * @param jobs       its jobs in the order planned
 * @param cancel     who wants it cancelled
 * @param metrics    what the monitor measured over the run
 * @param report     the report
 * @param fault      why its fold failed; then only what closing needs is folded on
 * @param book       ids, ordinals and superseded events
 */
public record Run(RunId id, RecipeSubmitted submission, Instant requestedAt, Stage stage, Optional<ClusterObserved> cluster, Optional<Silence> silence,
        Staging staging, Map<JobName, Job> jobs, Optional<CancelAccepted> cancel, Optional<MetricsSummarised> metrics, Optional<ReportPublished> report, Optional<String> fault,
        Book book) {
    public Run {
        jobs = Copies.ordered(jobs);
    }

    /** That the cluster does not answer. */
    public record Silence(String reason, Instant since) {
    }

    static Run of(RunId id, RunRequested request, Instant at, Book book) {
        return new Run(id, request.submission(), at, new Stage.Requested(request.origin()), Optional.empty(), Optional.empty(), Staging.NONE, Map.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), book);
    }

    /** The job with this name; empty when the plan has none. */
    public Optional<Job> job(JobName name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** All jobs in the order planned: what holds nodes for others, services, clients. */
    public Collection<Job> all() {
        return jobs.values();
    }

    /** The service jobs. */
    public List<Job> services() {
        return jobs.values().stream().filter(Job::service).toList();
    }

    /** The client jobs. */
    public List<Job> clients() {
        return jobs.values().stream().filter(Job::client).toList();
    }

    /** The jobs that hold nodes for others. */
    public List<Job> allocations() {
        return jobs.values().stream().filter(Job::allocation).toList();
    }

    /** The job in whose allocation this one runs; empty when it is a job of the cluster's own. */
    public Optional<Job> host(Job job) {
        return job.plan().inside() ? job(new JobName(job.plan().within())) : Optional.empty();
    }

    /** What its jobs need and is not where they find it; nothing before the recipe is known. */
    public List<Artifact> unstaged() {
        return stage.knownRecipe().stream().flatMap(recipe -> Artifacts.of(recipe).stream()).filter(artifact -> !staging.staged().containsKey(artifact.reference())).toList();
    }

    /** True when nothing of it follows but its report. */
    public boolean finished() {
        return stage instanceof Stage.Finished;
    }

    /** True when it is finished, something was submitted for it, and its report is not written yet. */
    public boolean reportDue() {
        return finished() && report.isEmpty() && jobs.values().stream().anyMatch(job -> job.state().attempt().isPresent());
    }

    /** True when nothing of it follows any more: it is finished, and its report is written where one is due. */
    public boolean over() {
        return finished() && !reportDue();
    }

    /** True when some job of it may hold something on the cluster. */
    public boolean alive() {
        return jobs.values().stream().anyMatch(Job::alive);
    }

    /** Id of the event that was read last. */
    public EventId lastRead() {
        return book.lastRead();
    }

    Run with(Stage next) {
        return new Run(id, submission, requestedAt, next, cluster, silence, staging, jobs, cancel, metrics, report, fault, book);
    }

    Run with(ClusterObserved seen) {
        return new Run(id, submission, requestedAt, stage, Optional.of(seen), silence, staging, jobs, cancel, metrics, report, fault, book);
    }

    Run with(Optional<Silence> next) {
        return new Run(id, submission, requestedAt, stage, cluster, next, staging, jobs, cancel, metrics, report, fault, book);
    }

    Run with(Staging next) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, next, jobs, cancel, metrics, report, fault, book);
    }

    Run with(CancelAccepted request) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, jobs, Optional.of(request), metrics, report, fault, book);
    }

    Run with(MetricsSummarised summary) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, jobs, cancel, Optional.of(summary), report, fault, book);
    }

    Run with(ReportPublished published) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, jobs, cancel, metrics, Optional.of(published), fault, book);
    }

    Run with(Book next) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, jobs, cancel, metrics, report, fault, next);
    }

    Run faulted(String why) {
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, jobs, cancel, metrics, report, Optional.of(why), book);
    }

    Run planned(JobEvent.RunPlanned plan, Stage next) {
        Map<JobName, Job> planned = new LinkedHashMap<>();
        for (PlannedJob job : plan.jobs()) {
            planned.put(job.name(), Job.of(job));
        }
        return new Run(id, submission, requestedAt, next, cluster, silence, staging, planned, cancel, metrics, report, fault, book);
    }

    Run with(JobName name, UnaryOperator<Job> change) {
        Map<JobName, Job> next = new LinkedHashMap<>(jobs);
        next.computeIfPresent(name, (key, job) -> change.apply(job));
        return new Run(id, submission, requestedAt, stage, cluster, silence, staging, next, cancel, metrics, report, fault, book);
    }
}
