package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterJobId;
import assay.events.JobName;
import assay.events.RunId;
import assay.events.Token;
import assay.testkit.InMemoryLog;
import assay.testkit.ManualClock;
import assay.testkit.SimulatedCluster;
import assay.testkit.SimulatedSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One to three runs of one scenario, from the first request until all is over. */
final class Simulation {
    private static final int MOST_TICKS = 6_000;
    private static final int MOST_RUNS = 3;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final InMemoryLog log = new InMemoryLog();
    private final List<RunId> runs = new ArrayList<>();
    private final long seed;
    private final Scenario scenario;
    private final Random random;
    private final SimulatedCluster cluster;
    private final SimulatedSystem system;
    private final Witness witness;

    Simulation(long seed) {
        this(seed, Parts.SOUND);
    }

    /** The same with other parts, when a bug is planted. */
    Simulation(long seed, Parts parts) {
        this.seed = seed;
        this.scenario = new Scenario(seed);
        this.random = scenario.random();
        this.cluster = new SimulatedCluster(clock, scenario::behaviour, parts.rules());
        cluster.forgets(Duration.ofSeconds(random.nextInt(600)), random.nextBoolean());
        cluster.stages(scenario::staged);
        cluster.store().seenLate(scenario.lag());
        cluster.foreign(new ClusterJobId("900001"), "interactive");
        cluster.foreign(new ClusterJobId("900002"), Token.of(new JobName("db"), 1, new RunId("run0000000"), "an0therl").value());
        this.system = new SimulatedSystem(seed, new Doers(scenario, cluster, parts).all(), log, cluster, clock);
        this.witness = new Witness(log, new ClusterWatch(cluster, clock, scenario.needed()), system, scenario.lag().isZero());
    }

    /** Fails with the seed and the whole story when something promised does not hold; gives the number of runs. */
    int run() {
        try {
            live(1 + random.nextInt(500));
            assertThat(runs).as("finished runs").allMatch(witness::finished);
            witness.lookBack(runs);
            return runs.size();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError("seed " + seed + ": " + (failure instanceof RuntimeException ? failure : failure.getMessage()) + "\n" + witness.story(), failure);
        }
    }

    /** Faults end at some time: only then can it be asked that all comes to an end. */
    private void live(int faulty) {
        for (int tick = 0; tick < MOST_TICKS && (tick < faulty || !runs.stream().allMatch(witness::finished)); tick++) {
            system.faults(tick < faulty);
            ask();
            system.tick();
            witness.look();
        }
    }

    /** Requests come twice now and then, and a cancel may come before what it cancels. */
    private void ask() {
        if (runs.isEmpty() || runs.size() < MOST_RUNS && random.nextInt(200) == 0) {
            RunId next = new RunId("run000000" + runs.size());
            if (random.nextInt(30) == 0) {
                log.put(scenario.cancel(next, clock.instant()));
            }
            runs.add(next);
            log.put(scenario.submission(next, clock.instant()));
        }
        if (random.nextInt(500) == 0) {
            log.put(scenario.cancel(any(), clock.instant()));
        }
        if (random.nextInt(400) == 0) {
            log.put(scenario.submission(any(), clock.instant()));
        }
    }

    private RunId any() {
        return runs.get(random.nextInt(runs.size()));
    }
}
