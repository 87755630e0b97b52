package assay.testkit;

import assay.cluster.ArtifactStore;
import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import assay.testkit.JobBehaviour.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A cluster whose jobs follow a script and move on by {@link #work} alone. The controller can be made silent, and jobs that are over leave the
 * list, and the records too where there is no accounting. Confined to one thread.
 */
public final class SimulatedCluster implements Cluster {
    private static final Duration JUST_BEFORE = Duration.ofMillis(1);
    private static final Duration LONG_AFTER = Duration.ofMinutes(4);
    private final Clock clock;
    private final Function<Token, JobBehaviour> behaviours;
    private final InMemoryStore store;
    private final List<SimulatedJob> jobs = new ArrayList<>();
    private final List<ListedJob> foreign = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();
    private final ClusterRules rules;
    private InMemoryArtifacts artifacts = new InMemoryArtifacts(InMemoryArtifacts::well);
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Set<Token> submitted = new HashSet<>();
    private Duration listed = Duration.ofSeconds(300);
    private boolean accounting = true;
    private boolean silent;

    /** A cluster that does with each token's jobs as {@code behaviours} says. */
    public SimulatedCluster(Clock clock, Function<Token, JobBehaviour> behaviours) {
        this(clock, behaviours, ClusterRules.KEPT);
    }

    /** The same, with some rules broken perhaps. */
    public SimulatedCluster(Clock clock, Function<Token, JobBehaviour> behaviours, ClusterRules rules) {
        this.rules = rules;
        this.clock = clock;
        this.behaviours = behaviours;
        this.store = new InMemoryStore(clock);
    }

    private record Arrival(SubmitRequest request, Instant at) {
    }

    /** For how long a job that is over is listed, and whether records of it are kept behind that. */
    public void forgets(Duration after, boolean records) {
        listed = after;
        accounting = records;
    }

    /** What comes of what is to be staged; well by default. */
    public void stages(Function<ArtifactStore.Order, ArtifactStore.Outcome> fates) {
        artifacts = new InMemoryArtifacts(fates);
    }

    /** What befalls a job that runs. */
    public enum Misfortune {
        NODE_FAILS, REQUEUED, REQUEUED_UNHEARD, VANISHES
    }

    /** One job that runs meets with it. */
    public void misfortune(Misfortune kind, Random random) {
        List<SimulatedJob> running = jobs.stream().filter(job -> job.running() && !job.step()).toList();
        if (running.isEmpty()) {
            return;
        }
        SimulatedJob job = running.get(random.nextInt(running.size()));
        switch (kind) {
            case NODE_FAILS -> job.loseNode();
            case REQUEUED -> job.requeue(true);
            case REQUEUED_UNHEARD -> job.requeue(false);
            case VANISHES -> {
                job.vanish();
                foreign(job.id(), "somebody-elses");
            }
        }
    }

    /** A job that runs here and is none of Assay's, or of another log; it stays unless somebody ends it. */
    public void foreign(ClusterJobId id, String name) {
        foreign.add(new ListedJob(id, name, ClusterState.RUNNING, "RUNNING", "", "n1", 1, 0, -1, clock.instant(), clock.instant(), Instant.EPOCH, Duration.ZERO));
    }

    /** The jobs of others that somebody ended through this port. */
    public List<String> touched() {
        return List.copyOf(touched);
    }

    /**
     * One job that runs.
     *
     * @param leased when the leases that keep it were touched last
     */
    public record Running(Token token, boolean measuring, Instant leased) {
    }

    /** All that run, with what keeps each alive: a service all leases of its run, a client that of Assay. */
    public List<Running> running() {
        return jobs.stream().filter(SimulatedJob::running).map(job -> new Running(job.token(), job.measuring(), job.leased())).toList();
    }

    /** Jobs that a lease ended inside a measured window. */
    public List<Token> cut() {
        return jobs.stream().filter(SimulatedJob::cut).map(SimulatedJob::token).toList();
    }

    /** Whether the controller answers nobody. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Lets what is due happen: submissions arrive, jobs move on. */
    public void work() {
        List<Arrival> due = arrivals.stream().filter(arrival -> !clock.instant().isBefore(arrival.at())).toList();
        arrivals.removeAll(due);
        due.forEach(arrival -> begin(arrival.request()));
        List.copyOf(jobs).forEach(SimulatedJob::advance);
    }

    /** Tokens of the jobs that may still run, late submissions included. */
    public List<Token> alive() {
        List<Token> alive = new ArrayList<>(jobs.stream().filter(job -> !job.over()).map(SimulatedJob::token).toList());
        arrivals.forEach(arrival -> alive.add(arrival.request().token()));
        return alive;
    }

    /** Whether it ever had this job of this token, or this job was given that token to begin. */
    public boolean had(ClusterJobId id, Token token) {
        return jobs.stream().filter(job -> job.id().equals(id))
                .anyMatch(job -> job.token().equals(token) || store.exists(job.directory(), "start/" + job.token() + "/" + token + ".sh"));
    }

    /** How often the payload of each token was begun. */
    public Map<Token, Integer> payloads() {
        Map<Token, Integer> payloads = new TreeMap<>();
        jobs.stream().filter(job -> job.begun() > 0).forEach(job -> payloads.merge(job.token(), job.begun(), Integer::sum));
        return payloads;
    }

    @Override
    public Submission submit(SubmitRequest request) {
        if (!clock.instant().isBefore(request.deadline())) {
            return new Submission.Ambiguous("past its deadline");
        }
        if (silent) {
            return new Submission.Refused(RefusalKind.UNREACHABLE, "Unable to contact slurm controller");
        }
        Taken taken = submitted.add(request.token()) ? behaviours.apply(request.token()).submission() : Taken.SAID;
        return switch (taken) {
            case SAID -> new Submission.Accepted(begin(request));
            case UNSAID -> {
                begin(request);
                yield new Submission.Ambiguous("Socket timed out on send/recv operation");
            }
            case TWICE -> {
                begin(request);
                yield new Submission.Accepted(begin(request));
            }
            case LATE -> {
                arrivals.add(new Arrival(request, rules.deadline() ? request.deadline().minus(JUST_BEFORE) : request.deadline().plus(LONG_AFTER)));
                yield new Submission.Ambiguous("Socket timed out on send/recv operation");
            }
            case LOST -> new Submission.Ambiguous("Socket timed out on send/recv operation");
            case REFUSED -> new Submission.Refused(RefusalKind.PERMANENT, "Invalid account");
            case NOT_NOW -> new Submission.Refused(RefusalKind.NOT_NOW, "Job violates accounting/QOS policy");
            case UNREACHABLE -> new Submission.Refused(RefusalKind.UNREACHABLE, "Unable to contact slurm controller");
        };
    }

    private ClusterJobId begin(SubmitRequest request) {
        ClusterJobId id = new ClusterJobId(Integer.toString(jobs.size() + 1));
        jobs.add(new SimulatedJob(request.token(), id, request.runDirectory(), behaviours.apply(request.token()), store, clock, rules,
                Optional.of(token -> step(token, id, request.runDirectory()))));
        return id;
    }

    private SimulatedJob step(Token token, ClusterJobId id, String directory) {
        SimulatedJob step = new SimulatedJob(token, id, directory, behaviours.apply(token).unqueued(), store, clock, rules, Optional.empty());
        jobs.add(step);
        return step;
    }

    @Override
    public List<ListedJob> jobs() {
        answer();
        return Stream.concat(foreign.stream(), jobs.stream().filter(job -> !job.step()).filter(this::lists).map(SimulatedJob::listed)).toList();
    }

    @Override
    public List<ListedJob> find(Token token) {
        return jobs().stream().filter(job -> job.name().equals(token.value())).toList();
    }

    @Override
    public List<ListedJob> history(List<JobRef> refs) {
        answer();
        Map<ClusterJobId, Token> asked = new HashMap<>();
        refs.forEach(ref -> asked.put(ref.id(), ref.token()));
        return jobs.stream().filter(job -> accounting && !job.step() && !job.vanished() && job.token().equals(asked.get(job.id()))).map(SimulatedJob::listed).toList();
    }

    private boolean lists(SimulatedJob job) {
        return !job.vanished() && (!job.over() || clock.instant().isBefore(job.ended().plus(listed)));
    }

    @Override
    public void cancel(JobRef ref) {
        answer();
        end(job -> job.id().equals(ref.id()) && job.name().equals(ref.token().value()));
    }

    /** Ends every job that is listed so, whoever's it is. */
    public void end(Predicate<ListedJob> which) {
        foreign.stream().filter(which).map(ListedJob::name).forEach(touched::add);
        List.copyOf(jobs).stream().filter(job -> !job.step() && !job.over() && which.test(job.listed())).forEach(SimulatedJob::cancel);
    }

    private void answer() {
        if (silent) {
            throw new ClusterSilentException("slurm_load_jobs error: Unable to contact slurm controller (connect failure)");
        }
    }

    @Override
    public String adapter() {
        return "simulated";
    }

    @Override
    public Facts facts() {
        answer();
        return new Facts(Map.of("cluster", "simulated"), false, List.of());
    }

    @Override
    public Check check(String script, String runDirectory) {
        answer();
        return script.contains("unacceptable") ? new Check(false, "Requested node configuration is not available") : new Check(true, "");
    }

    @Override
    public Map<ClusterJobId, String> directories(List<JobRef> refs) {
        answer();
        Map<ClusterJobId, String> directories = new TreeMap<>(Comparator.comparing(ClusterJobId::value));
        jobs.stream().filter(job -> refs.contains(new JobRef(job.id(), job.token()))).forEach(job -> directories.put(job.id(), job.directory()));
        return directories;
    }

    @Override
    public List<Trace> traces(List<String> scratchRoots) {
        return List.of();
    }

    @Override
    public void end(Trace trace) {
        answer();
    }

    @Override
    public List<Usage> usage(List<JobRef> refs) {
        answer();
        return List.of();
    }

    @Override
    public InMemoryStore store() {
        return store;
    }

    @Override
    public InMemoryArtifacts artifacts() {
        return artifacts;
    }

    @Override
    public void close() {
        silent = true;
    }
}
