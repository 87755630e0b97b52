package assay.loadgen.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int TRIES = 50;

    private static List<Long> all(Profile profile, Spacing spacing, long seed) {
        Arrivals arrivals = new Arrivals(profile, spacing, seed);
        List<Long> instants = new ArrayList<>();
        for (long next = arrivals.next(); next != Arrivals.NONE; next = arrivals.next()) {
            instants.add(next);
        }
        return instants;
    }

    @Property(tries = TRIES)
    void shouldHaveTheRateOfAPoissonProcess(@ForAll long seed, @ForAll @DoubleRange(min = 1, max = 5000) double rate) {
        // given
        double seconds = 20;

        // when
        List<Long> instants = all(Profile.of(new Rate.Constant(rate), 0, seconds), Spacing.POISSON, seed);

        // then
        assertThat((double) instants.size()).isCloseTo(rate * seconds, within(6 * Math.sqrt(rate * seconds) + 1));
        assertThat(instants).isSorted().allMatch(instant -> instant >= 0 && instant < seconds * 1e9);
    }

    @Property(tries = TRIES)
    void shouldHaveGapsThatVaryAsMuchAsTheyLast(@ForAll long seed) {
        // when
        List<Long> instants = all(Profile.of(new Rate.Constant(1000), 0, 20), Spacing.POISSON, seed);

        // then
        double mean = 1e6;
        double variance = 0;
        for (int i = 1; i < instants.size(); i++) {
            variance += Math.pow(instants.get(i) - instants.get(i - 1) - mean, 2) / (instants.size() - 1);
        }
        assertThat(Math.sqrt(variance) / mean).isCloseTo(1, within(0.1));
    }

    @Property(tries = TRIES)
    void shouldFillTheAreaOfARamp(@ForAll @IntRange(min = 1, max = 3000) int from, @ForAll @IntRange(min = 1, max = 3000) int to) {
        // given
        double seconds = 10;

        // when
        List<Long> instants = all(Profile.of(new Rate.Ramp(from, to), 0, seconds), Spacing.REGULAR, 1);

        // then
        assertThat((double) instants.size()).isCloseTo(seconds * (from + to) / 2, within(1.0));
        long firstHalf = instants.stream().filter(instant -> instant < seconds / 2 * 1e9).count();
        assertThat((double) firstHalf).isCloseTo(seconds / 2 * (0.75 * from + 0.25 * to), within(1.5));
    }

    @Property(tries = TRIES)
    void shouldBeTheSameForTheSameSeedAndOnlyForThat(@ForAll long seed) {
        // given
        Profile profile = Profile.of(new Rate.Steps(List.of(50.0, 200.0)), 1, 2);

        // then
        assertThat(all(profile, Spacing.POISSON, seed)).isEqualTo(all(profile, Spacing.POISSON, seed)).isNotEqualTo(all(profile, Spacing.POISSON, seed + 1));
    }

    @Test
    void shouldLayRegularRequestsEvenly() {
        // when
        List<Long> instants = all(Profile.of(new Rate.Constant(4), 0, 1), Spacing.REGULAR, 7);

        // then
        assertThat(instants).containsExactly(0L, 250_000_000L, 500_000_000L, 750_000_000L);
    }

    @Test
    void shouldGoThroughTheStepsBehindAWarmUpAtTheFirst() {
        // when
        List<Long> instants = all(Profile.of(Rate.parse("steps(100, 300)"), 2, 4), Spacing.REGULAR, 7);

        // then
        assertThat(instants.stream().filter(instant -> instant < 2e9)).hasSize(200);
        assertThat(instants.stream().filter(instant -> instant >= 2e9 && instant < 4e9)).hasSize(200);
        assertThat(instants.stream().filter(instant -> instant >= 4e9)).hasSize(600);
    }

    @Test
    void shouldReadRatesAsTheyAreWritten() {
        assertThat(Rate.parse("500").text()).isEqualTo("500");
        assertThat(Rate.parse(" ramp( 1.5,1000 )").text()).isEqualTo("ramp(1.5, 1000)");
        for (String wrong : List.of("0", "-1", "many", "ramp(1)", "ramp(1, 2, 3)", "steps()", "steps(1, 2", "jump(1, 2)", "NaN", "")) {
            assertThatThrownBy(() -> Rate.parse(wrong)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is no rate");
        }
    }
}
