package assay.testkit;

import assay.core.run.Runs;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All Assay services over one log and one cluster, interleaved by one seeded scheduler: the same seed gives the same history. What goes wrong
 * while faults are on is drawn by {@link Incidents}.
 */
public final class SimulatedSystem {
    private static final int[] PACES = {20, 100, 400, 1_000, 3_000};
    private static final int LONG_PAUSE = 9_000;
    private static final int MOST_OFFSET = 4_000;
    private final List<Hosted<?, ?>> services;
    private final InMemoryLog log;
    private final SimulatedCluster cluster;
    private final ManualClock clock;
    private final Random random;
    private final List<SimulatedProcess<?, ?>> processes = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final Incidents incidents;
    private int started;
    private boolean faults;

    /** All services started, nothing done yet. */
    public SimulatedSystem(long seed, List<Hosted<?, ?>> services, InMemoryLog log, SimulatedCluster cluster, ManualClock clock) {
        this.services = List.copyOf(services);
        this.log = log;
        this.cluster = cluster;
        this.clock = clock;
        this.random = new Random(seed);
        this.incidents = new Incidents(this, log, cluster, random);
        services.forEach(this::start);
    }

    /**
     * What one process folded.
     *
     * @param position how far into the log of record
     */
    public record Fold(Writer service, long position, Runs runs) {
    }

    private record Later(Instant at, Runnable what) {
    }

    /** Whether anything goes wrong from now on. */
    public void faults(boolean on) {
        faults = on;
    }

    /** What each process that lives has folded. */
    public List<Fold> folds() {
        return processes.stream().<Fold>map(SimulatedProcess::fold).toList();
    }

    /** Time passes, and every process does a few small things. */
    public void tick() {
        boolean busy = processes.stream().map(SimulatedProcess::wasBusy).reduce(false, Boolean::logicalOr);
        clock.advance(Duration.ofMillis(busy ? PACES[random.nextInt(PACES.length)] : random.nextInt(LONG_PAUSE)));
        List<Later> due = later.stream().filter(one -> !clock.instant().isBefore(one.at())).toList();
        later.removeAll(due);
        due.forEach(one -> one.what().run());
        cluster.work();
        if (faults) {
            incidents.maybe();
        }
        List<SimulatedProcess<?, ?>> turn = new ArrayList<>(processes);
        Collections.shuffle(turn, random);
        turn.forEach(this::act);
    }

    private void act(SimulatedProcess<?, ?> process) {
        for (int acts = random.nextInt(5); acts > 0 && processes.contains(process); acts--) {
            try {
                process.act();
            } catch (InMemoryLog.FencedException e) {
                fenced(process);
            }
        }
    }

    /** An older process ends for good; the newest comes back, since only the broker's patience with its transaction was at an end. */
    private void fenced(SimulatedProcess<?, ?> process) {
        boolean newest = of(process.writer()).reversed().getFirst() == process;
        if (newest) {
            process.comeBack();
        } else {
            processes.remove(process);
        }
    }

    void start(Hosted<?, ?> service) {
        processes.add(new SimulatedProcess<>(service, service.writer().lowerCase() + "-" + ++started, log, random, clock, offset()));
    }

    /** Ends them at once. */
    void kill(List<SimulatedProcess<?, ?>> killed) {
        processes.removeAll(killed);
    }

    List<SimulatedProcess<?, ?>> of(Writer writer) {
        return processes.stream().filter(process -> process.writer() == writer).toList();
    }

    List<SimulatedProcess<?, ?>> processes() {
        return List.copyOf(processes);
    }

    List<Hosted<?, ?>> services() {
        return services;
    }

    void later(Duration after, Runnable what) {
        later.add(new Later(clock.instant().plus(after), what));
    }

    Instant after(Duration time) {
        return clock.instant().plus(time);
    }

    /** Hosts' clocks differ by less than what a look-up waits past a deadline. */
    Duration offset() {
        return Duration.ofMillis(random.nextInt(2 * MOST_OFFSET) - MOST_OFFSET);
    }
}
