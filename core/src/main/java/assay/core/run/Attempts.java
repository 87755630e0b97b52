package assay.core.run;

import assay.events.ClusterState;
import assay.events.JobEvent.ReportKind;
import java.util.List;
import java.util.Optional;

/**
 * Which jobs may begin again. An attempt that the cluster took away (preempted, requeued, its node failed) measured nothing; where the recipe
 * allows another one, it begins when the old one is proven ended. What needs such a job begins again with it. A job's attempt gets a number above
 * those of all attempts that were begun before it, of its own, of what it needs and of what needs it: so a lesser number than that of a job that it
 * needs tells that it was begun before. The numbers may leave some out.
 */
public final class Attempts {
    private Attempts() {
    }

    /** Whether the job may have another attempt behind this one. */
    public static boolean left(Job job) {
        return job.earlier().size() + 1 < job.plan().attempts();
    }

    /** Whether the job's attempt is over, came to nothing by no fault of its own, and another one may begin. */
    public static boolean again(Run run, Job job) {
        return job.state() instanceof JobState.Ended && follows(run, job);
    }

    /** Whether the job's part in the run is over for good: no other attempt follows this one. One that failed is judged when its end is proven. */
    public static boolean over(Run run, Job job) {
        boolean judged = job.state() instanceof JobState.Ended || !left(job) || !Cause.failed(job);
        return job.done() && judged && !follows(run, job);
    }

    private static boolean follows(Run run, Job job) {
        return left(job) && (takenAway(job) || needed(run, job).stream().anyMatch(service -> again(run, service) || service.attempt() > job.attempt()));
    }

    /** The number of the attempt that would begin now. */
    static int next(Run run, Job job) {
        int needed = needed(run, job).stream().mapToInt(Job::attempt).max().orElse(0);
        int before = dependents(run, job).stream().mapToInt(Job::attempt).max().orElse(0);
        return Math.max(needed, Math.max(job.attempt(), before) + 1);
    }

    /** The jobs that need this one. */
    public static List<Job> dependents(Run run, Job job) {
        return run.all().stream().filter(other -> other.plan().needs().contains(job.name())).toList();
    }

    /** The jobs that this one needs. */
    public static List<Job> needed(Run run, Job job) {
        return job.plan().needs().stream().map(run::job).flatMap(Optional::stream).toList();
    }

    private static boolean takenAway(Job job) {
        boolean requeued = job.report(ReportKind.STOPPED).filter(report -> "requeued".equals(report.details().get("reason"))).isPresent();
        return requeued || job.state() instanceof JobState.Ended ended && takes(ended.event().state());
    }

    private static boolean takes(ClusterState state) {
        return switch (state) {
            case NODE_FAIL, BOOT_FAIL, PREEMPTED, REVOKED -> true;
            case PENDING, CONFIGURING, RUNNING, COMPLETING, STAGE_OUT, SIGNALING, STOPPED, SUSPENDED, REQUEUED, REQUEUE_HOLD, RESIZING, SPECIAL_EXIT,
                    COMPLETED, FAILED, CANCELLED, TIMEOUT, OUT_OF_MEMORY, DEADLINE, UNKNOWN, LOST, GONE, NOT_SUBMITTED -> false;
        };
    }
}
