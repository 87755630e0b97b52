package assay.core.run;

import assay.events.ClusterState;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import java.util.Optional;

/** Why a job ended, in words for people: the job's own word first, the cluster's where it says more. */
public final class Cause {
    private Cause() {
    }

    /** True when the job did not end as it should: a client with all its windows run, a service when it was asked to stop. */
    public static boolean failed(Job job) {
        Optional<JobReported> stopped = job.report(ReportKind.STOPPED);
        if (stopped.isPresent()) {
            return !"0".equals(stopped.get().details().getOrDefault("exit", ""));
        }
        return switch (job.state()) {
            case JobState.Ended ended -> ended.event().state() != ClusterState.COMPLETED || ended.event().exitCode() != 0 || job.client();
            case JobState.Submitted submitted -> submitted.state().terminal();
            case JobState.Refused refused -> true;
            case JobState.Planned s -> false;
            case JobState.Scripted s -> false;
            case JobState.Released s -> false;
            case JobState.Intended s -> false;
        };
    }

    /** Why it ended; empty while it has not. */
    public static String of(Job job) {
        String own = job.report(ReportKind.STOPPED).map(Cause::words).orElse("");
        return switch (job.state()) {
            case JobState.Ended ended -> ended.event().cause();
            case JobState.Submitted submitted when submitted.state().terminal() && job.plan().inside() -> own.isEmpty() ? submitted.reason() : own;
            case JobState.Submitted submitted when submitted.state().terminal() -> join(own, cluster(submitted.state(), submitted.reason()));
            case JobState.Refused refused -> refused.words();
            case JobState s -> own;
        };
    }

    private static String join(String own, String cluster) {
        if (own.isEmpty()) {
            return cluster;
        }
        return cluster.isEmpty() ? own : own + "; " + cluster;
    }

    private static String cluster(ClusterState state, String reason) {
        String words = reason.isEmpty() || reason.equals("None") ? "" : " (" + reason + ")";
        return switch (state) {
            case COMPLETED, GONE -> "";
            case FAILED -> "Slurm says FAILED" + words;
            case LOST -> "the cluster does not list the job any more, and the job said nothing of its end";
            case NOT_SUBMITTED -> "it never reached the cluster";
            case CANCELLED, TIMEOUT, OUT_OF_MEMORY, NODE_FAIL, BOOT_FAIL, PREEMPTED, DEADLINE, REVOKED, PENDING, CONFIGURING, RUNNING, COMPLETING,
                    STAGE_OUT, SIGNALING, STOPPED, SUSPENDED, REQUEUED, REQUEUE_HOLD, RESIZING, SPECIAL_EXIT, UNKNOWN -> "Slurm says " + state + words;
        };
    }

    private static String words(JobReported stopped) {
        String exit = stopped.details().getOrDefault("exit", "?");
        String program = stopped.details().getOrDefault("program_exit", "");
        String reason = stopped.details().getOrDefault("reason", "");
        return switch (reason) {
            case "done" -> "all windows run";
            case "stop-requested" -> "stopped as asked";
            case "signal" -> "ended by a signal";
            case "lease-expired" -> "its lease expired: Assay was not there to renew it";
            case "no-lease" -> "it started when no Assay was there to look after it";
            case "requeued" -> "the cluster requeued it, and a measurement is never begun twice";
            case "prepare-failed" -> "its preparation failed with exit code " + exit;
            case "no-image" -> "it could not enter its container image";
            case "program-exited" -> "its program ended by itself with exit code " + program;
            case "program-failed" -> "its program failed with exit code " + program;
            case "not-ready" -> "it did not become ready in time";
            case "never-ready" -> "its probe said that it would not become ready";
            case "no-free-port" -> "it found no free port on its node";
            case "no-endpoint" -> "it could not connect to its target";
            case "time-limit" -> "ended by a signal when its time limit was near";
            default -> (reason.isEmpty() ? "it ended" : reason) + " with exit code " + exit;
        };
    }
}
