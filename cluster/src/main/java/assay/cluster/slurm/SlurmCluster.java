package assay.cluster.slurm;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.cluster.command.Commands;
import assay.cluster.command.LocalCommands;
import assay.cluster.files.SharedFiles;
import assay.cluster.local.LocalTraces;
import assay.cluster.staging.SharedCache;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slurm, asked by its commands, on this machine or wherever its {@link SlurmParts} lead. Used from several threads; keeps no state but the pause of
 * {@link Accounting}.
 */
public final class SlurmCluster implements Cluster {
    private static final Logger LOGGER = LoggerFactory.getLogger(SlurmCluster.class);
    /** How long past its deadline a submission may take to say that it was killed. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    // A backslash would turn off the patterns in the log's name, a control character break a line of Slurm's.
    private static final Predicate<String> USABLE_DIRECTORY = Pattern.compile("/[^\\\\\\p{Cntrl}]*").asMatchPredicate();
    private static final Predicate<String> JOB_ID = Pattern.compile("\\d{1,18}").asMatchPredicate();

    private final SlurmParts parts;
    private final Commands commands;
    private final Duration limit;
    private final InstantSource clock;
    private final SlurmQuestions questions;
    private final Accounting accounting;

    private SlurmCluster(SlurmParts parts, InstantSource clock) {
        this.parts = parts;
        this.commands = parts.commands();
        this.limit = parts.commandLimit();
        this.clock = clock;
        this.questions = new SlurmQuestions(commands, limit);
        this.accounting = new Accounting(commands, limit, clock);
    }

    /** The Slurm of this machine. Asks nothing yet: {@link #facts()} tells whether the controller answers. */
    public static SlurmCluster open(SlurmConfig config) {
        return open(config, InstantSource.system());
    }

    static SlurmCluster open(SlurmConfig config, InstantSource clock) {
        LocalCommands here = new LocalCommands(CommandEnvironment.cleaned(config.environment()), config.inputs());
        return new SlurmCluster(new SlurmParts(here, config.commandLimit(), new SharedFiles(), SharedCache.of(config.environment(), SharedCache.launchedFrom()),
                new LocalTraces(here), UnaryOperator.identity(), Map.of()), clock);
    }

    /** A Slurm wherever its parts lead. Asks nothing yet. */
    public static SlurmCluster of(SlurmParts parts) {
        return new SlurmCluster(parts, InstantSource.system());
    }

    /** Where its commands run, for whoever looks at the cluster; closed with it. */
    public Commands commands() {
        return commands;
    }

    /** Whether Slurm's commands are installed here: whether sbatch is on {@code PATH}. */
    public static boolean present() {
        try (LocalCommands commands = new LocalCommands(System.getenv())) {
            return commands.has("sbatch");
        }
    }

    @Override
    public String adapter() {
        return "slurm";
    }

    @Override
    public Facts facts() {
        // Only here: for a run that is under way, commands that went away are silence.
        if (!commands.has("sbatch")) {
            throw new ClusterRefusedException("there is no Slurm " + (parts.facts().isEmpty() ? "on this machine" : "there") + ": no sbatch was found on PATH");
        }
        questions.requireController();
        String user = questions.ask(SlurmArguments.userName()).strip();
        String configuration = questions.ask(SlurmArguments.configuration());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", questions.ask(SlurmArguments.version()).strip());
        ControllerOutput.setting(configuration, "ClusterName").ifPresent(name -> facts.put("cluster", name));
        facts.put("user", user);
        facts.putAll(parts.facts());
        String records = !ControllerOutput.keepsAccounts(configuration) ? "none" : accounting.answers() ? "answers" : "silent";
        facts.put("accounting", records);
        ControllerOutput.setting(configuration, "MinJobAge").ifPresent(age -> facts.put("min_job_age", age));
        ControllerOutput.setting(configuration, "KillWait").ifPresent(wait -> facts.put("kill_wait", wait));
        LimitQuestions limits = new LimitQuestions(commands, limit, configuration, user);
        limits.ask(questions, records.equals("answers"));
        facts.putAll(limits.facts());
        return new Facts(Collections.unmodifiableMap(facts), questions.ask(SlurmArguments.userId()).strip().equals("0"), limits.limits());
    }

    @Override
    public Check check(String script, String runDirectory) {
        if (!USABLE_DIRECTORY.test(runDirectory)) {
            return new Check(false, unusable(runDirectory));
        }
        return SubmissionOutput.check(commands.run(SlurmArguments.check(runDirectory), script, limit));
    }

    @Override
    public Submission submit(SubmitRequest request) {
        if (!USABLE_DIRECTORY.test(request.runDirectory())) {
            return new Submission.Refused(RefusalKind.PERMANENT, unusable(request.runDirectory()));
        }
        Duration left = Duration.between(clock.instant(), request.deadline());
        if (left.isNegative() || left.isZero()) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, SlurmArguments.TOO_LATE);
        }
        Instant deadline;
        try {
            deadline = parts.theirClock().apply(request.deadline());
        } catch (ClusterSilentException silent) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, silent.getMessage());
        }
        return SubmissionOutput.submission(commands.run(SlurmArguments.submit(request, deadline), request.script(), left.plus(LAST_WORDS)));
    }

    private static String unusable(String runDirectory) {
        return "Expected the run directory to be an absolute path without backslashes and control characters, but found '" + runDirectory + "'";
    }

    @Override
    public List<ListedJob> jobs() {
        return QueueOutput.jobs(questions.ask(SlurmArguments.jobs()));
    }

    @Override
    public List<ListedJob> find(Token token) {
        return QueueOutput.jobs(questions.ask(SlurmArguments.find(token))).stream().filter(job -> job.name().equals(token.value())).toList();
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        return accounting.history(ofSlurm(jobs));
    }

    @Override
    public void cancel(JobRef job) {
        if (!JOB_ID.test(job.id().value())) {
            throw new IllegalArgumentException("Expected the id of a Slurm job, but found '" + job.id() + "'");
        }
        questions.ask(SlurmArguments.cancel(job), ended -> ended.exitCode() == 0 || SlurmWords.gone(ended.err()));
        LOGGER.atDebug().addKeyValue("job", job.token()).addKeyValue("clusterJobId", job.id()).log("Job cancelled");
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        Map<ClusterJobId, String> directories = QueueOutput.directories(questions.ask(SlurmArguments.directories()));
        directories.keySet().retainAll(jobs.stream().map(JobRef::id).toList());
        return directories;
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return parts.traces().of(scratchRoots);
    }

    @Override
    public void end(Trace trace) {
        parts.traces().end(trace);
    }

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        List<JobRef> asked = ofSlurm(jobs);
        if (asked.isEmpty()) {
            return List.of();
        }
        String text = questions.ask(SlurmArguments.usage(asked));
        if (text.isBlank()) {
            // sstat succeeds whatever happens, and has the same words for a job that ended and for a controller that is down.
            questions.requireController();
        }
        return StepOutput.usage(text, asked, clock.instant());
    }

    private static List<JobRef> ofSlurm(List<JobRef> jobs) {
        return jobs.stream().filter(job -> JOB_ID.test(job.id().value())).toList();
    }

    @Override
    public RemoteStore store() {
        return parts.store();
    }

    @Override
    public ArtifactStore artifacts() {
        return parts.artifacts();
    }

    @Override
    public void close() {
        parts.artifacts().close();
        commands.close();
    }
}
