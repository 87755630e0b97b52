package assay.cluster.local;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.cluster.RemoteStore;
import assay.cluster.command.LocalCommands;
import assay.cluster.files.SharedFiles;
import assay.cluster.local.JobRecord.End;
import assay.cluster.staging.SharedCache;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine as a cluster. Jobs start at once, whatever else runs, and live on without this process; another one over the same directory
 * finds them again. There is no daemon: a job whose supervisor was killed is found, killed and recorded as NODE_FAIL by whoever asks next.
 * Used from several threads.
 */
public final class LocalCluster implements Cluster {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalCluster.class);
    /** How long a job is listed after its end; then it is history. */
    private static final Duration LISTED = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofDays(7);
    /** What it runs jobs with. */
    static final List<String> PROGRAMS = List.of("bash", "setsid", "mv", "cat", "date", "env", "grep", "sed");
    private static final Predicate<String> USABLE_DIRECTORY = Pattern.compile("/[^\\p{Cntrl}]*").asMatchPredicate();

    private final Machine machine;
    private final Records records;
    private final LocalCommands commands;
    private final Submissions submissions;
    private final Undertaker undertaker;
    private final LocalTraces traces;
    private final Usages usages = new Usages();
    private final InstantSource clock;
    private final RemoteStore store = new SharedFiles();
    private final ArtifactStore artifacts;

    private LocalCluster(LocalConfig config, Machine machine, InstantSource clock) throws IOException {
        this.machine = machine;
        this.records = new Records(config.directory());
        this.commands = commands(config);
        this.traces = new LocalTraces(commands);
        this.artifacts = SharedCache.of(config.environment(), SharedCache.launchedFrom());
        this.submissions = new Submissions(records, commands, machine, config.killWait());
        this.undertaker = new Undertaker(records, machine.boot(), clock);
        this.clock = clock;
        records.forget(clock.instant().minus(REMEMBERED));
    }

    /**
     * Opens the records, and forgets jobs that ended a week ago.
     *
     * @throws UncheckedIOException when this is no Linux machine, or the directory cannot be used
     */
    public static LocalCluster open(LocalConfig config) {
        return open(config, InstantSource.system());
    }

    static LocalCluster open(LocalConfig config, InstantSource clock) {
        try {
            return new LocalCluster(config, Machine.here(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("This machine cannot be used as a cluster: " + e, e);
        }
    }

    /** Runs commands with the environment that jobs have. */
    public static LocalCommands commands(LocalConfig config) {
        return new LocalCommands(JobEnvironment.cleaned(config.environment()));
    }

    /** Why this machine cannot run jobs; empty when it can. */
    public static Optional<String> obstacle() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("the local cluster needs Linux, but this is " + System.getProperty("os.name"));
        }
        try (LocalCommands commands = new LocalCommands(JobEnvironment.cleaned(System.getenv()))) {
            return PROGRAMS.stream().filter(name -> !commands.has(name)).findFirst()
                    .map(name -> "the local cluster needs " + name + ", which is not on PATH");
        }
    }

    @Override
    public String adapter() {
        return "local";
    }

    @Override
    public Facts facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cluster", "local");
        facts.put("host", machine.host());
        facts.put("kernel", machine.kernel());
        facts.put("cpus", Integer.toString(machine.cpus()));
        facts.put("memory", machine.memoryBytes() / (1 << 20) + " MiB");
        facts.put("user", System.getProperty("user.name"));
        facts.put("limits", "limits on memory and CPUs are not enforced");
        facts.put("queue", "none: jobs start at once, whatever else runs on this machine");
        return new Facts(Collections.unmodifiableMap(facts), machine.uid() == 0, List.of());
    }

    @Override
    public Check check(String script, String runDirectory) {
        Demand demand = Demand.of(script, machine);
        return USABLE_DIRECTORY.test(runDirectory) ? new Check(demand.met(), demand.message()) : new Check(false, unusable(runDirectory));
    }

    @Override
    public Submission submit(SubmitRequest request) {
        Demand demand = Demand.of(request.script(), machine);
        if (!USABLE_DIRECTORY.test(request.runDirectory()) || !Files.isDirectory(Path.of(request.runDirectory()))) {
            return new Submission.Refused(RefusalKind.PERMANENT, unusable(request.runDirectory()));
        }
        if (!demand.met()) {
            return new Submission.Refused(RefusalKind.PERMANENT, demand.message());
        }
        Instant now = clock.instant();
        Duration left = Duration.between(now, request.deadline());
        if (left.isNegative() || left.isZero()) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, Submissions.TOO_LATE);
        }
        return submissions.submit(request, demand, now, left);
    }

    private static String unusable(String runDirectory) {
        return "Expected the run directory to be the absolute path of a directory without control characters, but found '" + runDirectory + "'";
    }

    @Override
    public List<ListedJob> jobs() {
        Instant since = clock.instant().minus(LISTED);
        return records().stream().filter(job -> job.end().filter(end -> end.at().isBefore(since)).isEmpty()).map(this::listed).toList();
    }

    @Override
    public List<ListedJob> find(Token token) {
        return records().stream().filter(job -> job.token().equals(token)).map(this::listed).toList();
    }

    @Override
    public List<ListedJob> history(List<JobRef> jobs) {
        return records().stream().filter(record -> jobs.stream().anyMatch(record::is)).map(this::listed).toList();
    }

    /** As they are now: a job without a supervisor is over, or is ended by this look. */
    private List<JobRecord> records() {
        try {
            return undertaker.look();
        } catch (UncheckedIOException | IOException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }

    private ListedJob listed(JobRecord job) {
        ClusterState state = job.end().map(End::state).orElseGet(() -> running(job));
        return new ListedJob(job.id(), job.token().value(), state, state.name(), job.end().map(End::reason).orElse("None"), machine.host(), 1, 0,
                job.end().map(End::exitCode).orElse(-1), job.submitted(), job.started(), job.end().map(End::at).orElse(Instant.EPOCH), Duration.ZERO);
    }

    private static ClusterState running(JobRecord job) {
        if (job.started().equals(Instant.EPOCH)) {
            return ClusterState.PENDING;
        }
        return job.cancelled() ? ClusterState.COMPLETING : ClusterState.RUNNING;
    }

    @Override
    public void cancel(JobRef job) {
        for (JobRecord record : records()) {
            if (record.is(job) && record.end().isEmpty()) {
                try {
                    Records.cancel(record);
                } catch (IOException e) {
                    throw new ClusterSilentException("The job " + job.id() + " cannot be told to end: " + e.getMessage());
                }
                LOGGER.atDebug().addKeyValue("job", job.token()).addKeyValue("clusterJobId", job.id()).log("Job cancelled");
            }
        }
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> jobs) {
        Map<ClusterJobId, String> directories = new LinkedHashMap<>();
        records().stream().filter(record -> jobs.stream().anyMatch(record::is)).forEach(record -> directories.put(record.id(), record.runDirectory()));
        return directories;
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return traces.of(scratchRoots);
    }

    @Override
    public void end(Trace trace) {
        traces.end(trace);
    }

    @Override
    public List<Usage> usage(List<JobRef> jobs) {
        List<JobRecord> running = records().stream().filter(record -> record.end().isEmpty() && jobs.stream().anyMatch(record::is)).toList();
        return usages.of(running, clock.instant());
    }

    @Override
    public RemoteStore store() {
        return store;
    }

    /** Jobs run on. */
    @Override
    public ArtifactStore artifacts() {
        return artifacts;
    }

    @Override
    public void close() {
        artifacts.close();
        commands.close();
    }
}
