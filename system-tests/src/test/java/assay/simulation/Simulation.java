package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.RunId;
import assay.testkit.InMemoryLog;
import assay.testkit.ManualClock;
import assay.testkit.SimulatedCluster;
import assay.testkit.SimulatedSystem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One to three runs of one scenario, from the first submission until all is over. */
final class Simulation {
    private static final int MOST_TICKS = 6_000;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final InMemoryLog log = new InMemoryLog();
    private final List<RunId> runs = new ArrayList<>();
    private final long seed;
    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final SimulatedSystem system;
    private final Witness witness;

    Simulation(long seed) {
        this.seed = seed;
        this.scenario = new Scenario(seed);
        this.cluster = new SimulatedCluster(clock, scenario::behaviour);
        cluster.forgets(Duration.ofSeconds(scenario.random().nextInt(600)), scenario.random().nextBoolean());
        this.system = new SimulatedSystem(seed, new Doers(scenario, cluster, clock).all(), log, cluster, clock);
        this.witness = new Witness(log, cluster);
    }

    /** Fails with the seed and the whole story when something promised does not hold; gives the number of runs. */
    int run() {
        try {
            live(1 + scenario.random().nextInt(500));
            assertThat(runs).as("finished runs").allMatch(witness::finished);
            assertThat(cluster.alive()).isEmpty();
            assertThat(runs).allSatisfy(run -> assertThat(cluster.store().describe("/shared/" + run, "secrets", 10)).isEmpty());
            return runs.size();
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getMessage() + "\n" + witness.story(), failure);
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

    private void ask() {
        if (runs.isEmpty() || runs.size() < 3 && scenario.random().nextInt(200) == 0) {
            runs.add(new RunId("run000000" + runs.size()));
            log.put(scenario.submission(runs.getLast(), clock.instant()));
        }
        if (scenario.random().nextInt(500) == 0) {
            log.put(scenario.cancel(runs.get(scenario.random().nextInt(runs.size())), clock.instant()));
        }
    }
}
