package assay.testkit;

import assay.events.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong in a simulated system: processes are killed and frozen, take-overs leave zombies behind, what a killed process had begun may
 * still happen, the broker dies with transactions in doubt, the controller falls silent, clocks are stepped, jobs lose their node, are requeued
 * or vanish, and all of Assay is gone for a while, now and then for longer than any lease.
 */
final class Incidents {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    private static final int CHANCES = 300;
    private static final int SHORT = 40;
    private static final int LEASE = 900;
    private final SimulatedSystem system;
    private final InMemoryLog log;
    private final SimulatedCluster cluster;
    private final Random random;

    Incidents(SimulatedSystem system, InMemoryLog log, SimulatedCluster cluster, Random random) {
        this.system = system;
        this.log = log;
        this.cluster = cluster;
        this.random = random;
    }

    /** One of them, or nothing. */
    void maybe() {
        switch (random.nextInt(CHANCES)) {
            case 0, 1, 2, 3 -> kill(any(), random.nextInt(10) == 0 ? longerThanALease() : seconds(SHORT));
            case 4, 5, 6, 7 -> freeze(any());
            case 8 -> silence();
            case 9 -> everything();
            case 10 -> broker();
            case 11 -> system.processes().stream().skip(random.nextInt(8)).findFirst().ifPresent(process -> process.stepClock(system.offset()));
            case 12 -> cluster.misfortune(SimulatedCluster.Misfortune.values()[random.nextInt(SimulatedCluster.Misfortune.values().length)], random);
            default -> {
            }
        }
    }

    private void silence() {
        cluster.silent(true);
        system.later(random.nextInt(6) == 0 ? longerThanALease() : seconds(90), () -> cluster.silent(false));
    }

    private void everything() {
        Duration gone = random.nextInt(4) == 0 ? longerThanALease() : seconds(60);
        system.services().forEach(service -> kill(service, gone));
    }

    private void broker() {
        log.reachable(false);
        system.processes().forEach(SimulatedProcess::loseBroker);
        Duration gone = seconds(60);
        system.later(gone, () -> log.reachable(true));
        system.services().forEach(service -> openTransactionEnds(service.writer(), gone.plus(TRANSACTION_TIMEOUT)));
    }

    private void kill(Hosted<?, ?> service, Duration gone) {
        List<SimulatedProcess<?, ?>> killed = system.of(service.writer());
        if (killed.isEmpty()) {
            return;
        }
        killed.forEach(process -> process.leavesBehind().stream().filter(begun -> random.nextBoolean()).forEach(begun -> system.later(seconds(80), begun)));
        system.kill(killed);
        openTransactionEnds(service.writer(), TRANSACTION_TIMEOUT);
        system.later(gone, () -> system.start(service));
    }

    private void freeze(Hosted<?, ?> service) {
        List<SimulatedProcess<?, ?>> frozen = system.of(service.writer());
        frozen.forEach(process -> process.freeze(system.after(seconds(100))));
        openTransactionEnds(service.writer(), TRANSACTION_TIMEOUT);
        if (!frozen.isEmpty() && random.nextBoolean()) {
            system.start(service);
        }
    }

    private void openTransactionEnds(Writer writer, Duration after) {
        system.later(after, () -> log.timeOut(writer.lowerCase()));
    }

    private Hosted<?, ?> any() {
        return system.services().get(random.nextInt(system.services().size()));
    }

    private Duration longerThanALease() {
        return seconds(LEASE).plusSeconds(LEASE);
    }

    private Duration seconds(int most) {
        return Duration.ofMillis(1 + random.nextInt(most * 1_000));
    }
}
