package assay.events;

import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The log of record, {@code assay.jobs}: every decision and observation of a run. {@link EventType} names each one's writer. */
public sealed interface JobEvent extends Event {

    /** An event about one job. */
    sealed interface OfJob extends JobEvent {
        /** The job's name in the run. */
        JobName job();

        @Override
        default String subject() {
            return job().value();
        }
    }

    /** An event about one attempt of a job. */
    sealed interface OfAttempt extends OfJob {
        /** The attempt's token. */
        Token token();

        @Override
        default JobName job() {
            return token().job();
        }

        @Override
        default String subject() {
            return token().value();
        }
    }

    // ---- parser

    /**
     * A submission was taken from the inbox into the log of record, whole.
     *
     * @param submission what is asked for; that of the original where a run is repeated
     * @param origin     which run is repeated
     */
    record RunRequested(RecipeEvent.RecipeSubmitted submission, Origin origin) implements JobEvent {
        /** One that repeats no other. */
        public RunRequested(RecipeEvent.RecipeSubmitted submission) {
            this(submission, Origin.NONE);
        }
    }

    /** A cancel request was taken from the inbox into the log of record. */
    record CancelAccepted(String reason, String by, boolean interrupt) implements JobEvent {
    }

    /**
     * The recipe is valid.
     *
     * @param recipe   written out in full
     * @param digest   sha256 of the submitted text, lower-case hex
     * @param warnings what is allowed but probably not meant
     */
    record RecipeAccepted(Recipe recipe, String digest, List<Problem> warnings) implements JobEvent {
        public RecipeAccepted {
            warnings = List.copyOf(warnings);
        }
    }

    /** The recipe is not valid; all problems at once. */
    record RecipeRejected(List<Problem> problems) implements JobEvent {
        public RecipeRejected {
            problems = List.copyOf(problems);
        }
    }

    // ---- scheduler

    /** The run's jobs and what they may cost at most. */
    record RunPlanned(List<PlannedJob> jobs, double worstCaseNodeHours) implements JobEvent {
        public RunPlanned {
            jobs = List.copyOf(jobs);
        }
    }

    /** The run cannot be carried through on this cluster; nothing was submitted. */
    record RunRefused(List<Problem> problems) implements JobEvent {
        public RunRefused {
            problems = List.copyOf(problems);
        }
    }

    /** A job's script, byte for byte as it is submitted. */
    record JobScripted(JobName job, String script, List<String> directives, String sha256) implements OfJob {
        public JobScripted {
            directives = List.copyOf(directives);
        }
    }

    /** What the job needs is there: it may be submitted now, as a new attempt when an earlier one was taken away by the cluster. */
    record JobReleased(JobName job) implements OfJob {
    }

    /** Why a run is being closed. */
    enum ClosingReason {
        /** All clients ended well. */
        COMPLETED,
        /** A service, a client or the cluster failed. */
        FAILED,
        /** Somebody cancelled the run. */
        CANCELLED,
        /** The person who started the run interrupted it. */
        INTERRUPTED,
        /** Slurm refused a job: the recipe or the profile must change. */
        REFUSED
    }

    /** The run is over for better or worse: from here on nothing new is submitted. */
    record RunClosing(ClosingReason reason, String detail) implements JobEvent {
    }

    /** A job that still lives is to be stopped: the run closes, or the job's part in it is over. */
    record JobStopRequested(JobName job, String reason) implements OfJob {
    }

    /** How a run ended. */
    enum Outcome {
        COMPLETED, FAILED, CANCELLED, INTERRUPTED, REFUSED, REJECTED, PLANNED, STAGED, FAULT
    }

    /** The run is finished; nothing of it follows but its report. */
    record RunFinished(Outcome outcome, String detail) implements JobEvent {
    }

    // ---- runner

    /**
     * The runner looked at the cluster and made the run's directory; later, that the cluster fell silent or answers again.
     *
     * @param adapter      {@code slurm}, {@code local} …
     * @param usable       false when the run cannot go on; {@code reason} says why, in the cluster's own words
     * @param reason       empty when usable
     * @param unavailable  true when the cluster is only silent, not wrong for this run
     * @param facts        name, version, user and the like, for the report
     * @param limits       what the user may have there at the same time, as far as the cluster says
     * @param runDirectory absolute path on the cluster's shared file system
     */
    record ClusterObserved(String adapter, boolean usable, String reason, boolean unavailable, Map<String, String> facts, List<Limit> limits,
            String runDirectory) implements JobEvent {
        public ClusterObserved {
            facts = Copies.ordered(facts);
            limits = List.copyOf(limits);
        }
    }

    /** The cluster was asked whether it would take the job ({@code sbatch --test-only}). */
    record JobChecked(JobName job, boolean accepted, String message) implements OfJob {
    }

    /** An event about something large that jobs need, named by its reference in the recipe. */
    sealed interface OfArtifact extends JobEvent {
        /** The reference. */
        String name();

        @Override
        default String subject() {
            return name();
        }
    }

    /**
     * Something large is where the jobs find it.
     *
     * @param digest  sha256, lower-case hex; of a directory that of the lines {@code <sha256 of a file>  ./<path>}, in the order of the paths' bytes
     * @param bytes   of the file, or of all files of the directory
     * @param seconds that it took this time
     * @param kind    {@code image}, {@code file} or {@code directory}
     * @param path    absolute, as the jobs see it
     * @param cached  whether it was there already
     */
    record ArtifactStaged(String name, String digest, long bytes, double seconds, String kind, String path, boolean cached) implements OfArtifact {
        /** One of which no more is told. */
        public ArtifactStaged(String name, String digest, long bytes, double seconds) {
            this(name, digest, bytes, seconds, "", "", false);
        }
    }

    /**
     * A run that is only planned was told what is there already of what its jobs need.
     *
     * @param kind     {@code image}, {@code file} or {@code directory}
     * @param present  whether staging it would bring nothing
     * @param bytes    its size; 0 when not known
     * @param detail   what staging would do, for people
     * @param obstacle why it cannot be staged; empty when nothing is known against it
     * @param hint     what to do about the obstacle
     */
    record ArtifactChecked(String name, String kind, boolean present, long bytes, String detail, String obstacle, String hint) implements OfArtifact {
    }

    /**
     * Something that jobs need could not be brought to them.
     *
     * @param permanent true when it will never be as it is asked for: the recipe or the profile must change
     * @param reason    in the words of the tool that failed
     * @param hint      what to do about it; may be empty
     */
    record StagingFailed(String name, boolean permanent, String reason, String hint) implements OfArtifact {
    }

    /**
     * The runner is about to submit; it acts only when it has read this back.
     *
     * @param deadline after which this submission can no longer reach the cluster
     * @param by       the runner process that will act
     */
    record SubmissionIntended(Token token, Instant deadline, String by) implements OfAttempt {
    }

    /**
     * The cluster has the job.
     *
     * @param adopted whether that was found out by looking, or by the job's own word, and not by the answer to its submission
     */
    record JobSubmitted(Token token, ClusterJobId clusterJob, boolean adopted) implements OfAttempt {
    }

    /** What a refusal means. */
    enum RefusalKind {
        /** This job will never be taken as it is. */
        PERMANENT,
        /** A limit is reached; later it may be taken. */
        NOT_NOW,
        /** The controller could not be reached: not submitted. */
        UNREACHABLE
    }

    /** The cluster certainly did not take the job. */
    record SubmissionRefused(Token token, RefusalKind kind, String message) implements OfAttempt {
    }

    /** The cluster says something new of a job. */
    record JobStateChanged(Token token, ClusterJobId clusterJob, ClusterState state, String reason, String nodes) implements OfAttempt {
    }

    /** What a job may say of itself. */
    enum ReportKind {
        STARTED, ENTERED, READY, PHASE, STOPPED, DUPLICATE
    }

    /**
     * What the job itself said, from its event file.
     *
     * @param restart  Slurm's restart count of the job
     * @param sequence the job's own counter, from 1
     * @param at       the job's clock
     * @param details  what belongs to the kind, such as {@code port} or {@code exit}
     */
    record JobReported(Token token, ClusterJobId clusterJob, int restart, long sequence, Instant at, ReportKind kind, Map<String, String> details) implements OfAttempt {
        public JobReported {
            details = Copies.ordered(details);
        }
    }

    /** One client window was read: figures, or that nothing was measured. Comes before the job's JobEnded. */
    record WorkloadMeasured(Token token, int repetition, Measurement measurement) implements OfAttempt {
    }

    /**
     * The job is over and its files were looked at.
     *
     * @param state        the last state on the cluster; TIMEOUT also where the job was warned of its time limit and ended by itself
     * @param exitCode     what the job itself reported, else the cluster's; -1 when unknown
     * @param cause        why it ended, for people, with the cluster's words
     * @param lastLogLines the end of its log
     * @param nodeSeconds  what it is billed for: nodes x time held
     * @param files        what it left in the run directory
     */
    record JobEnded(Token token, ClusterState state, int exitCode, String cause, List<String> lastLogLines, double nodeSeconds, List<FileFact> files) implements OfAttempt {
        public JobEnded {
            lastLogLines = List.copyOf(lastLogLines);
            files = List.copyOf(files);
        }
    }

    /**
     * Proof that nothing of the run is left: every token ended, no open intent, and two look-ups by name found no job that could
     * still run.
     *
     * @param ended      what was seen of each token, as {@code token state}
     * @param unverified what could not be looked at, such as scratch on a failed node
     * @param kept       what was kept on purpose, with its size
     */
    record RunCleaned(List<String> ended, List<String> unverified, List<String> kept) implements JobEvent {
        public RunCleaned {
            ended = List.copyOf(ended);
            unverified = List.copyOf(unverified);
            kept = List.copyOf(kept);
        }
    }

    // ---- discovery

    /**
     * Where a service listens.
     *
     * @param address   the address chosen for clients to try first
     * @param addresses every address that the job announced, {@code interface=address}, chosen one included
     * @param reachable whether the runner's machine could connect; advisory, since compute nodes are often out of its reach
     */
    record EndpointDiscovered(Token token, String host, String address, int port, List<String> addresses, boolean reachable) implements OfAttempt {
        public EndpointDiscovered {
            addresses = List.copyOf(addresses);
        }
    }

    /** A service passed its protocol-level probe. */
    record ServiceReady(Token token, double secondsToReady, String version) implements OfAttempt {
    }

    /** A service that was ready is so no more. */
    record ServiceUnready(Token token, String reason) implements OfAttempt {
    }

    // ---- monitor

    /**
     * What one source gave over the run.
     *
     * @param source  {@code sstat}, {@code local}, {@code cgroup}, {@code proc} …
     * @param metric  name with unit
     * @param samples how many lie in the measured windows
     * @param mean    over the measured windows
     * @param max     over the measured windows
     * @param series  {@code [seconds since the run was requested, value]} pairs, thinned to at most 600
     */
    record MetricSummary(String source, JobName job, String metric, long samples, double mean, double max, List<List<Double>> series) {
        public MetricSummary {
            series = List.copyOf(series);
        }
    }

    /** The monitor took its last sample. */
    record MetricsSummarised(List<MetricSummary> metrics, List<String> gaps, List<FileFact> files) implements JobEvent {
        public MetricsSummarised {
            metrics = List.copyOf(metrics);
            gaps = List.copyOf(gaps);
            files = List.copyOf(files);
        }
    }

    // ---- report

    /** Whether the numbers may be believed. */
    enum Verdict {
        VALID, SUSPECT, INVALID
    }

    /** How much the numbers carry. */
    enum Evidence {
        FIRST_LOOK, REPORTABLE
    }

    /** A condition of the recipe and whether it was met. */
    record SloResult(String condition, boolean met, String measured) {
    }

    /**
     * The report is written.
     *
     * @param reasons   why the verdict is not VALID; empty when it is
     * @param figures   headline figures over all windows, named {@code <client>.<figure>}
     * @param artifacts the report's files, relative to the output directory
     * @param nodeSecondsBilled   nodes x time that the jobs held
     * @param nodeSecondsMeasured nodes x time inside measured windows
     * @param generated the time that the files bear; with it they can be made again byte for byte
     */
    record ReportPublished(Verdict verdict, List<String> reasons, Evidence evidence, List<Figure> figures, List<SloResult> slo,
            double nodeSecondsBilled, double nodeSecondsMeasured, List<FileFact> artifacts, Instant generated) implements JobEvent {
        public ReportPublished {
            reasons = List.copyOf(reasons);
            figures = List.copyOf(figures);
            slo = List.copyOf(slo);
            artifacts = List.copyOf(artifacts);
        }
    }
}
