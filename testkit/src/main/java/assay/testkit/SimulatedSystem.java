package assay.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * All Assay services over one log and one cluster, interleaved by one seeded scheduler: the same seed gives the same history. While faults are
 * on, processes are killed and frozen, take-overs leave zombies behind, what a killed process had begun may still happen, and the controller is
 * silent for a while.
 */
public final class SimulatedSystem {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    private static final int[] PACES = {20, 100, 400, 1_000, 3_000};
    private static final int LONG_PAUSE = 9_000;
    private final List<Hosted<?, ?>> services;
    private final InMemoryLog log;
    private final SimulatedCluster cluster;
    private final ManualClock clock;
    private final Random random;
    private final List<SimulatedProcess<?, ?>> processes = new ArrayList<>();
    private final List<Later> later = new ArrayList<>();
    private final Incidents incidents = new Incidents();
    private int started;
    private boolean faults;

    /** All services started, nothing done yet. */
    public SimulatedSystem(long seed, List<Hosted<?, ?>> services, InMemoryLog log, SimulatedCluster cluster, ManualClock clock) {
        this.services = List.copyOf(services);
        this.log = log;
        this.cluster = cluster;
        this.clock = clock;
        this.random = new Random(seed);
        services.forEach(this::start);
    }

    private record Later(Instant at, Runnable what) {
    }

    /** Whether anything goes wrong from now on. */
    public void faults(boolean on) {
        faults = on;
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
        boolean newest = processes.stream().filter(other -> other.writer() == process.writer()).reduce((older, newer) -> newer).orElseThrow() == process;
        if (newest) {
            process.open();
        } else {
            processes.remove(process);
        }
    }

    private void start(Hosted<?, ?> service) {
        processes.add(new SimulatedProcess<>(service, service.writer().lowerCase() + "-" + ++started, log, random, clock));
    }

    private void later(Duration after, Runnable what) {
        later.add(new Later(clock.instant().plus(after), what));
    }

    /** What goes wrong. */
    private final class Incidents {
        void maybe() {
            switch (random.nextInt(300)) {
                case 0, 1, 2, 3 -> kill(services.get(random.nextInt(services.size())), seconds(random.nextInt(10) == 0 ? 1_300 : 40));
                case 4, 5, 6, 7 -> freeze(services.get(random.nextInt(services.size())));
                case 8 -> silence();
                case 9 -> {
                    Duration gone = seconds(random.nextInt(4) == 0 ? 1_300 : 60);
                    services.forEach(service -> kill(service, gone));
                }
                default -> {
                }
            }
        }

        private void silence() {
            cluster.silent(true);
            later(seconds(90), () -> cluster.silent(false));
        }

        private void kill(Hosted<?, ?> service, Duration gone) {
            List<SimulatedProcess<?, ?>> killed = of(service);
            if (killed.isEmpty()) {
                return;
            }
            killed.forEach(process -> process.leavesBehind().stream().filter(begun -> random.nextBoolean()).forEach(begun -> later(seconds(80), begun)));
            processes.removeAll(killed);
            openTransactionEnds(service);
            later(gone, () -> start(service));
        }

        private void freeze(Hosted<?, ?> service) {
            of(service).forEach(process -> process.freeze(clock.instant().plus(seconds(100))));
            openTransactionEnds(service);
            if (!of(service).isEmpty() && random.nextBoolean()) {
                start(service);
            }
        }

        private void openTransactionEnds(Hosted<?, ?> service) {
            later(TRANSACTION_TIMEOUT, () -> log.timeOut(service.writer().lowerCase()));
        }

        private List<SimulatedProcess<?, ?>> of(Hosted<?, ?> service) {
            return processes.stream().filter(process -> process.writer() == service.writer()).toList();
        }

        private Duration seconds(int most) {
            return Duration.ofMillis(1 + random.nextInt(most * 1_000));
        }
    }
}
