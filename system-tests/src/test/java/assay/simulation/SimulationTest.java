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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** All Assay services over one log and one cluster, with whatever may go wrong going wrong. Every try is its seed. */
final class SimulationTest {
    private static final int TICKS = 6_000;

    @Property(tries = 300, shrinking = net.jqwik.api.ShrinkingMode.OFF)
    void shouldKeepItsPromisesWhateverGoesWrong(@ForAll long seed) {
        // given
        Scenario scenario = new Scenario(seed);
        ManualClock clock = new ManualClock(Instant.parse("2026-11-23T10:00:00Z"));
        SimulatedCluster cluster = new SimulatedCluster(clock, scenario::behaviour);
        cluster.forgets(Duration.ofSeconds(scenario.random().nextInt(600)), scenario.random().nextBoolean());
        InMemoryLog log = new InMemoryLog();
        SimulatedSystem system = new SimulatedSystem(seed, new Doers(scenario, cluster, clock).all(), log, cluster, clock);
        Witness witness = new Witness(log, cluster);
        List<RunId> runs = new ArrayList<>();
        int faulty = scenario.random().nextInt(500);

        // when
        try {
            for (int tick = 0; tick < TICKS && (tick < faulty || !runs.stream().allMatch(witness::finished)); tick++) {
                system.faults(tick < faulty);
                if (runs.isEmpty() || runs.size() < 3 && scenario.random().nextInt(200) == 0) {
                    runs.add(new RunId("run000000" + runs.size()));
                    log.put(scenario.submission(runs.getLast(), clock.instant()));
                }
                if (scenario.random().nextInt(500) == 0) {
                    log.put(scenario.cancel(runs.get(scenario.random().nextInt(runs.size())), clock.instant()));
                }
                system.tick();
                witness.look();
            }

            // then
            assertThat(runs).allMatch(witness::finished);
            assertThat(cluster.alive()).isEmpty();
            assertThat(runs).allSatisfy(run -> assertThat(cluster.store().describe("/shared/" + run, "secrets", 10)).isEmpty());
        } catch (AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + failure.getMessage() + "\n" + witness.story(), failure);
        }
    }
}
