package assay.testkit;

import assay.cluster.Cluster;
import assay.cluster.ClusterSilentException;
import assay.events.ClusterJobId;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A cluster whose jobs follow a script and move on by {@link #work} alone. The controller can be made silent, and jobs that are over leave the
 * list, and the records too where there is no accounting. Confined to one thread.
 */
public final class SimulatedCluster implements Cluster {
    private static final Duration JUST_BEFORE = Duration.ofMillis(1);
    private final Clock clock;
    private final Function<Token, JobBehaviour> behaviours;
    private final InMemoryStore store;
    private final List<SimulatedJob> jobs = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Set<Token> submitted = new HashSet<>();
    private Duration listed = Duration.ofSeconds(300);
    private boolean accounting = true;
    private boolean silent;

    /** A cluster that does with each token's jobs as {@code behaviours} says. */
    public SimulatedCluster(Clock clock, Function<Token, JobBehaviour> behaviours) {
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

    /** Whether the controller answers nobody. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Lets what is due happen: submissions arrive, jobs move on. */
    public void work() {
        List<Arrival> due = arrivals.stream().filter(arrival -> !clock.instant().isBefore(arrival.at())).toList();
        arrivals.removeAll(due);
        due.forEach(arrival -> begin(arrival.request()));
        jobs.forEach(SimulatedJob::advance);
    }

    /** Tokens of the jobs that may still run, late submissions included. */
    public List<Token> alive() {
        List<Token> alive = new ArrayList<>(jobs.stream().filter(job -> !job.over()).map(SimulatedJob::token).toList());
        arrivals.forEach(arrival -> alive.add(arrival.request().token()));
        return alive;
    }

    /** How often the payload of each token was begun. */
    public Map<Token, Integer> payloads() {
        Map<Token, Integer> payloads = new TreeMap<>();
        jobs.stream().filter(SimulatedJob::ran).forEach(job -> payloads.merge(job.token(), 1, Integer::sum));
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
            case LATE -> {
                arrivals.add(new Arrival(request, request.deadline().minus(JUST_BEFORE)));
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
        jobs.add(new SimulatedJob(request.token(), id, request.runDirectory(), behaviours.apply(request.token()), store, clock));
        return id;
    }

    @Override
    public List<ListedJob> jobs() {
        answer();
        return jobs.stream().filter(this::lists).map(SimulatedJob::listed).toList();
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
        return jobs.stream().filter(job -> accounting && job.token().equals(asked.get(job.id()))).map(SimulatedJob::listed).toList();
    }

    private boolean lists(SimulatedJob job) {
        return !job.over() || clock.instant().isBefore(job.ended().plus(listed));
    }

    @Override
    public void cancel(JobRef ref) {
        answer();
        jobs.stream().filter(job -> job.id().equals(ref.id()) && job.token().equals(ref.token()) && !job.over()).forEach(SimulatedJob::cancel);
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
    public void close() {
        silent = true;
    }
}
