package assay.testkit;

import assay.cluster.Cluster.ListedJob;
import assay.cluster.RemoteStore.Mode;
import assay.cluster.RemoteStore.Path;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.PlannedJob.Kind;
import assay.events.Token;
import assay.testkit.JobBehaviour.Life;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One job on the simulated cluster, with the wrapper inside it: claim, lease, event files, stop file. It moves on by {@link #advance} alone.
 *
 * <pre>
 * QUEUED -> STARTING -> SERVING                        (a service)
 *                    -> WAITING -> MEETING -> WINDOW   (a client: until its service's endpoint is there, then window by window, with its replicas)
 * </pre>
 */
final class SimulatedJob {
    static final Duration LEASE = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Token token;
    private final ClusterJobId id;
    private final String directory;
    private final JobBehaviour behaviour;
    private final InMemoryStore store;
    private final Clock clock;
    private final ClusterRules rules;
    private final JobVoice voice;
    private final Instant submitted;
    private Phase phase = Phase.QUEUED;
    private ClusterState state = ClusterState.PENDING;
    private Instant since;
    private Instant started = Instant.EPOCH;
    private Instant ended = Instant.EPOCH;
    private int exitCode = -1;
    private int window;
    private int restart;
    private int begun;
    private boolean cut;
    private boolean vanished;
    private final boolean step;
    private final Optional<SimulatedSteps> steps;

    private enum Phase {
        QUEUED, STARTING, SERVING, WAITING, MEETING, WINDOW
    }

    /**
     * One that waits in the queue.
     *
     * @param maker makes a step in its allocation; empty for one that is a step itself
     */
    SimulatedJob(Token token, ClusterJobId id, String directory, JobBehaviour behaviour, InMemoryStore store, Clock clock, ClusterRules rules,
            Optional<Function<Token, SimulatedJob>> maker) {
        this.token = token;
        this.id = id;
        this.directory = directory;
        this.behaviour = behaviour;
        this.store = store;
        this.clock = clock;
        this.rules = rules;
        this.voice = new JobVoice(token, id, directory, store, clock);
        this.submitted = clock.instant();
        this.since = submitted;
        this.window = behaviour.windows().first() - 1;
        this.step = maker.isEmpty();
        this.steps = maker.filter(made -> behaviour.kind() == Kind.ALLOCATION).map(made -> new SimulatedSteps(this, store, made,
                (ended, exit) -> voice.say(restart, "PHASE", List.of("phase", "ended", "step", ended.value(), "exit", exit))));
    }

    /** Whether the cluster knows it only as a part of another job. */
    boolean step() {
        return step;
    }

    /** Whether it ended as it should. */
    boolean well() {
        return state == ClusterState.COMPLETED;
    }

    Token token() {
        return token;
    }

    String directory() {
        return directory;
    }

    ClusterJobId id() {
        return id;
    }

    boolean over() {
        return state.terminal();
    }

    /** How often the payload was begun. */
    int begun() {
        return begun;
    }

    /** When what keeps it alive was touched last: for a service every lease of its run, for a client that of Assay. */
    Instant leased() {
        return (behaviour.kind() != Kind.CLIENT ? store.latest(directory, "lease") : store.modified(directory, "lease/runner")).orElse(Instant.EPOCH);
    }

    boolean running() {
        return !over() && phase != Phase.QUEUED;
    }

    boolean measuring() {
        return running() && phase == Phase.WINDOW;
    }

    /** Whether a lease ended it inside a measured window. */
    boolean cut() {
        return cut;
    }

    boolean vanished() {
        return vanished;
    }

    /** Its node fails, and it says nothing. */
    void loseNode() {
        end(ClusterState.NODE_FAIL, -1);
    }

    /** The cluster forgets it, and what it ran is gone. */
    void vanish() {
        vanished = true;
        end(ClusterState.CANCELLED, -1);
    }

    /** The cluster takes it back into its queue, with a last word or without. */
    void requeue(boolean speaks) {
        if (speaks) {
            voice.say(restart, "STOPPED", List.of("reason", "signal", "exit", "143", "program_exit", "143"));
        }
        steps.ifPresent(its -> its.end(speaks));
        restart++;
        window = behaviour.windows().first() - 1;
        state = ClusterState.PENDING;
        enter(Phase.QUEUED);
    }

    Instant ended() {
        return ended;
    }

    ListedJob listed() {
        return new ListedJob(id, token.value(), state, state.name(), "", state == ClusterState.PENDING ? "" : "n1", 1, restart, exitCode, submitted, started, ended,
                Duration.ZERO);
    }

    void cancel() {
        if (phase == Phase.QUEUED) {
            end(ClusterState.CANCELLED, -1);
        } else {
            stopped("signal", 143, ClusterState.CANCELLED);
        }
    }

    void advance() {
        if (over()) {
            return;
        }
        if (phase != Phase.QUEUED && behaviour.obeys() && store.exists(directory, "stop/" + token)) {
            stopped("stop-requested", 0, ClusterState.COMPLETED);
            return;
        }
        switch (phase) {
            case QUEUED -> {
                if (waited(behaviour.queue())) {
                    begin();
                }
            }
            case STARTING -> start();
            case SERVING -> serve();
            case WAITING -> await();
            case MEETING -> meet();
            case WINDOW -> measure();
        }
    }

    private void begin() {
        started = clock.instant();
        state = ClusterState.RUNNING;
        store.put(directory, "logs/" + token + "." + id + ".log", "begun\n".getBytes(StandardCharsets.UTF_8), Mode.NORMAL);
        String owner = owner();
        if (!owner.equals(id.value()) && rules.claim()) {
            voice.say(restart, "DUPLICATE", List.of("owner", owner));
            end(ClusterState.COMPLETED, 0);
        } else if (restart > 0) {
            stopped("requeued", 75, ClusterState.FAILED);
        } else if (!fresh("lease/runner")) {
            stopped("no-lease", 76, ClusterState.FAILED);
        } else {
            begun++;
            voice.say(restart, "STARTED", List.of("node", "n1"));
            enter(switch (behaviour.kind()) {
                case SERVICE -> Phase.STARTING;
                case CLIENT -> Phase.WAITING;
                case ALLOCATION -> Phase.SERVING;
            });
            if (behaviour.early()) {
                voice.say(restart, "PHASE", List.of("phase", "waiting", "for", "db"));
            }
        }
    }

    /** Whoever claims first owns the token. */
    private String owner() {
        store.putIfAbsent(directory, "claims/" + token, id.value().getBytes(StandardCharsets.UTF_8), Mode.NORMAL);
        return new String(store.get(directory, "claims/" + token, 0, 64).orElseThrow(), StandardCharsets.UTF_8);
    }

    private void start() {
        if (behaviour.life() == Life.NEVER_READY && waited(PATIENCE)) {
            stopped("not-ready", 72, ClusterState.FAILED);
        } else if (behaviour.life() != Life.NEVER_READY && waited(behaviour.work())) {
            voice.say(restart, "READY", List.of("host", "n1", "port", "20417", "addresses", "eth0=192.0.2.11", "version", "1", "seconds", "1.0"));
            enter(Phase.SERVING);
        }
    }

    private void serve() {
        steps.ifPresent(SimulatedSteps::advance);
        if (waited(behaviour.work().multipliedBy(3)) && fails()) {
            return;
        }
        if (rules.lease() && !clock.instant().isBefore(leased().plus(LEASE))) {
            stopped("lease-expired", 74, ClusterState.FAILED);
        }
    }

    private void await() {
        if (!store.describe(directory, "endpoints", 1).isEmpty()) {
            nextWindow();
        } else if (behaviour.early() ? !fresh("lease/runner") : waited(PATIENCE)) {
            stopped(behaviour.early() ? "lease-expired" : "no-endpoint", behaviour.early() ? 74 : 78, ClusterState.FAILED);
        }
    }

    private void meet() {
        int come = (int) IntStream.rangeClosed(1, behaviour.windows().replicas()).filter(replica -> store.exists(directory, place(replica))).count();
        if (come == behaviour.windows().replicas()) {
            voice.say(restart, "PHASE", List.of("phase", "measure", "repetition", "" + window));
            enter(Phase.WINDOW);
        } else if (!fresh("lease/runner")) {
            stopped("lease-expired", 74, ClusterState.FAILED);
        }
    }

    private String place(int replica) {
        return "start/" + token.job().value().replaceFirst("-[0-9]+$", "") + ".rep-" + window + "." + replica;
    }

    private void nextWindow() {
        window++;
        if (!behaviour.windows().repetitions().contains(window)) {
            stopped("done", 0, ClusterState.COMPLETED);
        } else if (!fresh("lease/runner")) {
            stopped("lease-expired", 74, ClusterState.FAILED);
        } else if (behaviour.windows().replicas() == 1) {
            voice.say(restart, "PHASE", List.of("phase", "measure", "repetition", "" + window));
            enter(Phase.WINDOW);
        } else {
            voice.say(restart, "PHASE", List.of("phase", "waiting", "for", "replicas", "repetition", "" + window));
            store.put(directory, place(behaviour.windows().replica()), new byte[0], Mode.NORMAL);
            enter(Phase.MEETING);
        }
    }

    private void measure() {
        store.touch(List.of(new Path(directory, "lease/" + token)));
        if (!rules.window() && !fresh("lease/runner")) {
            cut = true;
            stopped("lease-expired", 74, ClusterState.FAILED);
        } else if (waited(behaviour.work()) && !fails()) {
            voice.say(restart, "PHASE", List.of("phase", "measured", "repetition", "" + window, "exit", "0"));
            nextWindow();
        }
    }

    private boolean fails() {
        switch (behaviour.life()) {
            case WELL, NEVER_READY -> {
                return false;
            }
            case FAILS -> stopped(switch (behaviour.kind()) {
                case SERVICE -> "program-exited";
                case CLIENT -> "program-failed";
                case ALLOCATION -> "signal";
            }, 3, ClusterState.FAILED);
            case NODE_FAILS -> end(ClusterState.NODE_FAIL, -1);
        }
        return true;
    }

    private boolean waited(Duration time) {
        return !clock.instant().isBefore(since.plus(time));
    }

    private boolean fresh(String lease) {
        return !rules.lease() || store.modified(directory, lease).filter(at -> clock.instant().isBefore(at.plus(LEASE))).isPresent();
    }

    private void enter(Phase next) {
        phase = next;
        since = clock.instant();
    }

    private void stopped(String reason, int exit, ClusterState last) {
        voice.say(restart, "STOPPED", List.of("reason", reason, "exit", "" + exit, "program_exit", "" + exit));
        end(last, exit);
    }

    private void end(ClusterState last, int exit) {
        steps.ifPresent(its -> its.end(last != ClusterState.NODE_FAIL && !vanished));
        state = last;
        exitCode = exit;
        ended = clock.instant();
    }
}
