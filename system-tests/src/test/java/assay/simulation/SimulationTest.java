package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * All Assay services over one log and one cluster, with whatever may go wrong going wrong; every try is its seed. For a long search:
 * {@code -Dassay.simulation.seeds=10000}, and {@code -Dassay.simulation.from=N} to begin elsewhere or to see one seed again.
 */
final class SimulationTest {
    private static final int SEEDS = Integer.getInteger("assay.simulation.seeds", 150);
    private static final long FROM = Long.getLong("assay.simulation.from", 0);

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void shouldKeepItsPromisesWhateverGoesWrong(@ForAll long seed) {
        // given
        Simulation simulation = new Simulation(seed);

        // when
        int runs = simulation.run();

        // then
        assertThat(runs).isPositive();
    }

    @Test
    void shouldKeepItsPromisesForManySeeds() {
        // given
        LongStream seeds = LongStream.range(FROM, FROM + SEEDS);

        // when
        long runs = seeds.parallel().map(seed -> new Simulation(seed).run()).sum();

        // then
        assertThat(runs).isGreaterThanOrEqualTo(SEEDS);
    }
}
