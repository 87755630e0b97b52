package assay.core.runner;

import assay.core.loop.Effect;
import assay.events.ClusterJobId;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobName;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What the runner does in the world. Every one may be repeated without harm, but {@link Submit}, which a process starts once per intent. */
public sealed interface RunnerEffect extends Effect permits StagingEffect, StepEffect, RunnerEffect.ObserveCluster, RunnerEffect.CheckJob, RunnerEffect.Submit,
        RunnerEffect.Withdraw, RunnerEffect.LookUp, RunnerEffect.Query, RunnerEffect.ReadReports, RunnerEffect.RenewLeases, RunnerEffect.PutEndpoint,
        RunnerEffect.RemoveEndpoint, RunnerEffect.AskToStop, RunnerEffect.Cancel, RunnerEffect.ReadResults, RunnerEffect.Conclude, RunnerEffect.VerifyClean {
    /** How long a repeated attempt at something that should not need one waits. */
    Duration CALM = Duration.ofSeconds(10);

    @Override
    default Duration pause() {
        return CALM;
    }

    /** Look at the cluster and, unless the run is only planned, make its directory. */
    record ObserveCluster(RunId run, RecipeSubmitted submission, Recipe recipe) implements RunnerEffect {
        @Override
        public String key() {
            return "observe/" + run;
        }
    }

    /**
     * Ask whether the cluster would take a job.
     *
     * @param mode   the script is put where the job will find it, unless the run is only planned
     * @param inside whether it is a step in another job's allocation, which the cluster is not asked about
     */
    record CheckJob(RunId run, JobName job, String script, String runDirectory, Mode mode, boolean inside) implements RunnerEffect {
        @Override
        public String key() {
            return "check/" + run + "/" + job;
        }
    }

    /**
     * Submit a job whose intent was read back.
     *
     * @param secrets paths of secrets that must exist before, made where they do not
     * @param own     names of the user's own secrets that its program gets
     * @param after   jobs that must have begun before this one may
     * @param staged  what was staged for the run's jobs
     */
    record Submit(RunId run, Token token, String script, String runDirectory, Instant deadline, List<String> secrets, List<String> own,
            List<ClusterJobId> after, List<ArtifactStaged> staged) implements RunnerEffect {
        public Submit {
            staged = List.copyOf(staged);
            secrets = List.copyOf(secrets);
            own = List.copyOf(own);
            after = List.copyOf(after);
        }

        /** One that needs nothing staged. */
        public Submit(RunId run, Token token, String script, String runDirectory, Instant deadline, List<String> secrets, List<String> own, List<ClusterJobId> after) {
            this(run, token, script, runDirectory, deadline, secrets, own, after, List.of());
        }

        @Override
        public String key() {
            return "submit/" + token + "/" + deadline;
        }

        @Override
        public Duration pause() {
            return ONCE;
        }
    }

    /** Say whether a submission of this process was ever begun; the run closes meanwhile. */
    record Withdraw(RunId run, Token token, Instant deadline) implements RunnerEffect {
        @Override
        public String key() {
            return "withdraw/" + token;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }
    }

    /** Look a token up whose submission has an unknown outcome and can no longer act. */
    record LookUp(RunId run, Token token) implements RunnerEffect {
        @Override
        public String key() {
            return "lookup/" + token;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(5);
        }
    }

    /**
     * One query for all jobs of all runs of a cluster. Where it shows that a job is over, that run's event files are read behind it: the cluster's word comes
     * with the job's last ones, never before them.
     */
    record Query(List<Tracked> jobs, List<Reports> runs, Duration pause) implements RunnerEffect {
        public Query {
            jobs = List.copyOf(jobs);
            runs = List.copyOf(runs);
        }

        @Override
        public String key() {
            return "query";
        }
    }

    /**
     * A job that is tracked.
     *
     * @param stopped whether it said itself that it stopped
     */
    record Tracked(RunId run, Token token, ClusterJobId clusterJob, boolean stopped) {
    }

    /** Read the jobs' new event files, of all runs of a cluster in one round trip. */
    record ReadReports(List<Reports> runs, Duration pause) implements RunnerEffect {
        public ReadReports {
            runs = List.copyOf(runs);
        }

        @Override
        public String key() {
            return "reports";
        }
    }

    /** A run whose event files are read, and the names known already. */
    record Reports(RunId run, String runDirectory, Set<String> known) {
        public Reports {
            known = Set.copyOf(known);
        }
    }

    /** Renew the lease of every run that has jobs. */
    record RenewLeases(List<String> runDirectories, Duration pause) implements RunnerEffect {
        public RenewLeases {
            runDirectories = List.copyOf(runDirectories);
        }

        @Override
        public String key() {
            return "leases";
        }
    }

    /** Put a ready service's endpoint where its clients look for it: under the name of its job. */
    record PutEndpoint(RunId run, String runDirectory, Token token, Map<String, String> assignments) implements RunnerEffect {
        @Override
        public String key() {
            return "endpoint/" + token;
        }

        @Override
        public Duration pause() {
            return ONCE;
        }
    }

    /** Take an endpoint away that is no more. */
    record RemoveEndpoint(RunId run, String runDirectory, Token token) implements RunnerEffect {
        @Override
        public String key() {
            return "endpoint-gone/" + token;
        }

        @Override
        public Duration pause() {
            return ONCE;
        }
    }

    /** Ask a job to stop by itself. */
    record AskToStop(RunId run, String runDirectory, Token token) implements RunnerEffect {
        @Override
        public String key() {
            return "stop/" + token;
        }
    }

    /** End a job on the cluster. */
    record Cancel(RunId run, Token token, ClusterJobId clusterJob) implements RunnerEffect {
        @Override
        public String key() {
            return "cancel/" + token;
        }
    }

    /** Read what a client's windows gave. */
    record ReadResults(RunId run, String runDirectory, Token token, ClientSpec client, List<Window> windows) implements RunnerEffect {
        public ReadResults {
            windows = List.copyOf(windows);
        }

        @Override
        public String key() {
            return "results/" + token;
        }
    }

    /**
     * One planned window.
     *
     * @param happened whether it began and ended; if not, {@code missing} says why
     * @param problems what the job itself said was wrong with it
     */
    record Window(int repetition, boolean happened, Instant start, Instant end, String missing, List<String> problems) {
        public Window {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Look at a job that is over: its log, its files, its cost.
     *
     * @param nodes how many it is billed for, where the cluster does not tell: none for a step in an allocation, all of a heterogeneous one
     */
    record Conclude(RunId run, String runDirectory, Conclusion conclusion, ClusterJobId clusterJob, Instant startedAt, Instant stoppedAt, OptionalInt nodes) implements RunnerEffect {
        /** One that the cluster tells the number of nodes of. */
        public Conclude(RunId run, String runDirectory, Conclusion conclusion, ClusterJobId clusterJob, Instant startedAt, Instant stoppedAt) {
            this(run, runDirectory, conclusion, clusterJob, startedAt, stoppedAt, OptionalInt.empty());
        }

        @Override
        public String key() {
            return "conclude/" + conclusion.token();
        }

        /** Short where the cluster's records may not say yet who cancelled the job. */
        @Override
        public Duration pause() {
            return conclusion.cancelledByOthers() ? Duration.ofSeconds(1) : CALM;
        }
    }

    /**
     * Prove that nothing of a run is left, remove what is not kept, and bring what is kept to the output directory.
     *
     * @param outputDirectory on the machine that Assay runs on; may be the run directory itself
     */
    record VerifyClean(RunId run, String runDirectory, String outputDirectory, List<Token> tokens, List<String> unverified) implements RunnerEffect {
        public VerifyClean {
            tokens = List.copyOf(tokens);
            unverified = List.copyOf(unverified);
        }

        @Override
        public String key() {
            return "clean/" + run;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(1);
        }
    }
}
