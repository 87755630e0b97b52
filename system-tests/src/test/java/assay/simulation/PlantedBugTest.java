package assay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation would miss what it promises: each planted bug is found within a few seeds. */
final class PlantedBugTest {
    private static final int SEEDS = 400;

    @ParameterizedTest
    @EnumSource
    void shouldFindEveryPlantedBug(PlantedBug bug) {
        // given
        LongStream seeds = LongStream.range(0, SEEDS);

        // when
        OptionalLong found = seeds.parallel().filter(seed -> breaks(seed, bug)).findAny();

        // then
        assertThat(found).as("a seed of the first %d by which %s is found", SEEDS, bug).isPresent();
    }

    private static boolean breaks(long seed, PlantedBug bug) {
        try {
            new Simulation(seed, bug).run();
            return false;
        } catch (AssertionError broken) {
            return true;
        }
    }
}
