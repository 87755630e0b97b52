package assay.cluster;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Limit;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A place where jobs run. All methods block and may be called from several threads; each is one command or one round trip with a hard
 * limit on its time.
 *
 * <p>Methods throw {@link ClusterSilentException} when nobody answers: that is never taken for an answer. They throw
 * {@link ClusterRefusedException} when the cluster answers that this user may not ask.
 */
public interface Cluster extends AutoCloseable {

    /** The adapter's name: {@code slurm}, {@code local} … */
    String adapter();

    /** What there is to know before a run: versions, the user, the cluster's name. */
    Facts facts();

    /** Asks whether the cluster would take the script, without submitting it. The run directory need not be there yet. */
    Check check(String script, String runDirectory);

    /** Submits; unable to act after the deadline. */
    Submission submit(SubmitRequest request);

    /** Every job of this user that the cluster still lists, whoever submitted it: one query for all runs. */
    List<ListedJob> jobs();

    /** Every job with this token as its name that the cluster lists: one query. */
    List<ListedJob> find(Token token);

    /** What the cluster's records say of jobs that it does not list any more; jobs it has no record of are left out. */
    List<ListedJob> history(List<JobRef> jobs);

    /** Ends a job, whatever it is doing; idempotent, and harmless when the id belongs to another job by now. */
    void cancel(JobRef job);

    /** Where these jobs work, as the cluster tells: their run directories. Jobs it does not list any more are left out. */
    Map<ClusterJobId, String> directories(List<JobRef> jobs);

    /**
     * What bears a token on the machine that asks, beside the jobs that the cluster lists: processes, and scratch below these directories.
     * Only this one machine is looked at, and on it what this account may see.
     */
    List<Trace> traces(List<String> scratchRoots);

    /** Ends a trace, if it is still there: a process at once, a supervisor with its job as by {@link #cancel}, scratch unless a process holds it. */
    void end(Trace trace);

    /** Resource use of the running steps of these jobs, now: one query for all. Jobs that do not run are left out. */
    List<Usage> usage(List<JobRef> jobs);

    /** The run directories on the cluster's shared file system. */
    RemoteStore store();

    /** What jobs need and is too large to travel with them. */
    ArtifactStore artifacts();

    @Override
    void close();

    /** A job's id and token: ids are reused, so every use of one is checked against the name. */
    record JobRef(ClusterJobId id, Token token) {
    }

    /**
     * What a cluster says of itself.
     *
     * @param facts such as {@code version}, {@code cluster}, {@code user}, in the order to show them
     * @param root  whether jobs run as root
     * @param limits what the user may have there at the same time, as far as the cluster says
     */
    record Facts(Map<String, String> facts, boolean root, List<Limit> limits) {
        public Facts {
            limits = List.copyOf(limits);
        }
    }

    /** The answer to {@link #check}. */
    record Check(boolean accepted, String message) {
    }

    /**
     * A submission.
     *
     * @param token        becomes the job's name
     * @param script       the script text
     * @param runDirectory becomes the job's working directory
     * @param deadline     absolute; past it the submission must not reach the cluster any more
     * @param after        jobs that must have begun before this one may; one of them gone means that this one goes too
     */
    record SubmitRequest(Token token, String script, String runDirectory, Instant deadline, List<ClusterJobId> after) {
        public SubmitRequest {
            after = List.copyOf(after);
        }

        /** One that waits for no other job. */
        public SubmitRequest(Token token, String script, String runDirectory, Instant deadline) {
            this(token, script, runDirectory, deadline, List.of());
        }
    }

    /** What came of a submission. */
    sealed interface Submission {
        /** The cluster has the job. */
        record Accepted(ClusterJobId id) implements Submission {
        }

        /** The cluster certainly does not have the job. */
        record Refused(RefusalKind kind, String message) implements Submission {
        }

        /** Nobody knows: wait for the deadline, then look the token up. */
        record Ambiguous(String message) implements Submission {
        }
    }

    /**
     * One job as the cluster lists it.
     *
     * @param name     the job's name, usually a token
     * @param word     the cluster's own word for its state
     * @param reason   why it is pending or how it ended, in the cluster's words; may be empty
     * @param nodes    the node list; may be empty
     * @param restarts how often it was requeued
     * @param exitCode -1 when not known
     * @param submitted when it was submitted; {@link Instant#EPOCH} when not known
     * @param started  when it last started; {@link Instant#EPOCH} when it did not
     * @param ended    when it ended; {@link Instant#EPOCH} when it did not
     * @param timeLimit as it is now, which may be another than it was submitted with; {@link Duration#ZERO} when not known
     */
    record ListedJob(ClusterJobId id, String name, ClusterState state, String word, String reason, String nodes, int nodeCount, int restarts,
            int exitCode, Instant submitted, Instant started, Instant ended, Duration timeLimit) {
    }

    /**
     * Something that bears a token.
     *
     * @param place        the number of a process, or the path of a scratch directory
     * @param since        when it began, or was changed last
     * @param runDirectory where it works; empty when not known
     */
    record Trace(Token token, Kind kind, String place, Instant since, String runDirectory) {
        /** What it is. */
        public enum Kind {
            /** Looks after a job on this machine. */
            SUPERVISOR,
            /** Of a job, wherever it went. */
            PROCESS,
            /** A directory on this node that a job works in. */
            SCRATCH
        }
    }

    /**
     * Resource use of one step.
     *
     * @param source who measured it: {@code sstat}, or {@code local} on this machine
     * @param step   such as {@code batch} or {@code 0}
     * @param values metric name with unit to value, such as {@code cpu_seconds}, {@code memory_max_bytes}; what was not measured is left out
     */
    record Usage(String source, JobRef job, String step, Instant at, Map<String, Double> values) {
    }

    /** How long a single command may take before it is given up. */
    Duration COMMAND_LIMIT = Duration.ofSeconds(30);
}
