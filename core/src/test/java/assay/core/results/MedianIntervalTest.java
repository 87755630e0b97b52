package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianIntervalTest {

    /** From the tables of the sign test, such as Conover, Practical Nonparametric Statistics, table A3. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6, 0.96875", "7, 1, 7, 0.984375", "8, 1, 8, 0.9921875", "9, 2, 8, 0.9609375", "10, 2, 9, 0.978515625", "12, 3, 10, 0.9614257812",
        "20, 6, 15, 0.9586105347", "1000, 469, 532, 0.9537"})
    void shouldTakeTheNarrowestPairOfOrderStatisticsThatHolds(int values, double low, double high, double level) {
        // when
        MedianInterval interval = MedianInterval.of(IntStream.rangeClosed(1, values).mapToDouble(value -> values + 1 - value).toArray()).orElseThrow();

        // then
        assertThat(interval.low()).isEqualTo(low);
        assertThat(interval.high()).isEqualTo(high);
        assertThat(interval.level()).isCloseTo(level, within(1e-4));
    }

    @Test
    void shouldGiveNoneBelowSixValues() {
        assertThat(MedianInterval.of(1, 2, 3, 4, 5)).isEmpty();
        assertThat(MedianInterval.of()).isEmpty();
    }
}
