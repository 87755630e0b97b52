package assay.core.view;

import assay.events.Envelope;
import assay.events.JobEvent.ArtifactChecked;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobChecked;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.events.RunId;
import java.util.List;
import java.util.Optional;

/**
 * What a run would do.
 *
 * @param cluster            how its cluster is reached
 * @param worstCaseNodeHours that all jobs may cost at most
 * @param jobs               in the order planned
 * @param artifacts          what would be staged first, as far as it was looked at
 */
public record PlanView(RunId id, String recipe, String cluster, double worstCaseNodeHours, List<Job> jobs, List<Artifact> artifacts, List<Problem> warnings,
        List<Problem> problems) {
    public PlanView {
        jobs = List.copyOf(jobs);
        artifacts = List.copyOf(artifacts);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * A job of the plan.
     *
     * @param accepted    whether the cluster would take it; empty while it was not asked
     * @param clusterSays in its words
     * @param sha256      of its script; empty while it is not written
     */
    public record Job(JobName name, String kind, String component, List<JobName> needs, List<JobName> after, String within, boolean early, int nodes,
            long timeLimitSeconds, int attempts, int windows, double worstCaseNodeHours, Optional<Boolean> accepted, String clusterSays, String sha256) {
        public Job {
            needs = List.copyOf(needs);
            after = List.copyOf(after);
        }

        static Job of(PlannedJob job, Optional<JobChecked> check, Optional<JobScripted> script) {
            return new Job(job.name(), Words.lower(job.kind()), job.component(), job.needs(), job.after(), job.within(), job.early(), job.nodes(),
                    job.timeLimitSeconds(), job.attempts(), job.windows(), job.worstCaseNodeHours(), check.map(JobChecked::accepted),
                    check.map(JobChecked::message).orElse(""), script.map(JobScripted::sha256).orElse(""));
        }
    }

    /** Something large that the jobs need. */
    public record Artifact(String name, String kind, boolean present, long bytes, String detail, String obstacle, String hint) {
        static Artifact of(ArtifactChecked event) {
            return new Artifact(event.name(), event.kind(), event.present(), event.bytes(), event.detail(), event.obstacle(), event.hint());
        }
    }

    /** Of a run's events; empty while it is not planned. */
    public static Optional<PlanView> of(List<Envelope> events) {
        History history = new History(events);
        return history.first(RunPlanned.class).map(plan -> new PlanView(history.run().id(), history.recipe(),
                history.run().cluster().map(ClusterObserved::adapter).orElse(""), plan.worstCaseNodeHours(),
                plan.jobs().stream().map(job -> job(job, history)).toList(), history.run().staging().checked().values().stream().map(Artifact::of).toList(),
                history.warnings(), history.problems()));
    }

    private static Job job(PlannedJob job, History history) {
        return Job.of(job, history.all(JobChecked.class).filter(event -> event.job().equals(job.name())).findFirst(),
                history.all(JobScripted.class).filter(event -> event.job().equals(job.name())).findFirst());
    }
}
