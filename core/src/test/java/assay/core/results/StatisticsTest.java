package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void shouldTakePercentilesByNearestRank() {
        // given
        long[] sorted = LongStream.rangeClosed(1, 1000).toArray();

        // then
        assertThat(Percentile.P50.of(sorted)).isEqualTo(500);
        assertThat(Percentile.P95.of(sorted)).isEqualTo(950);
        assertThat(Percentile.P99.of(sorted)).isEqualTo(990);
        assertThat(Percentile.P99.of(new long[]{7})).isEqualTo(7);
        assertThat(Percentile.P50.of(new long[]{7, 8})).isEqualTo(7);
        assertThatThrownBy(() -> Percentile.P50.of(new long[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void shouldBeTheSmallestValueThatEnoughValuesDoNotExceed(@ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 50) Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        for (Percentile percentile : Percentile.values()) {
            long found = percentile.of(sorted);
            assertThat(share(sorted, found)).isGreaterThanOrEqualTo(percentile.percent() / 100);
            assertThat(share(sorted, found - 1)).isLessThan(percentile.percent() / 100);
        }
    }

    private static double share(long[] values, long limit) {
        return Arrays.stream(values).filter(value -> value <= limit).count() / (double) values.length;
    }

    /** The probability that all values lie on one side of the percentile is what decides whether an interval exists. */
    @Test
    void shouldNeedAsManyValuesAsAnIntervalOfOrderStatisticsNeeds() {
        for (Percentile percentile : Percentile.values()) {
            double p = percentile.percent() / 100;
            assertThat(Math.pow(p, percentile.fewest())).isLessThanOrEqualTo(0.025);
            assertThat(Math.pow(p, percentile.fewest() - 1)).isGreaterThan(0.025);
        }
    }

    @Test
    void shouldTakeTheMeanOfTheTwoInTheMiddleAsMedian() {
        assertThat(Range.of(3, 1, 2)).isEqualTo(new Range(1, 2, 3, 3));
        assertThat(Range.of(4, 1, 3, 2)).isEqualTo(new Range(1, 2.5, 4, 4));
        assertThat(Range.of(1303, 618)).isEqualTo(new Range(618, 960.5, 1303, 2));
        assertThatThrownBy(Range::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 100)
    void shouldMergeHistogramsAsIfTheyWereOne(@ForAll @Size(min = 1, max = 400) List<@LongRange(min = 1, max = 10_000_000) Long> values, @ForAll @IntRange(min = 0, max = 400) int cut) {
        // given
        int at = Math.min(cut, values.size());

        // when
        LatencyHistogram merged = LatencyHistogram.merged(List.of(histogram(values.subList(0, at)), histogram(values.subList(at, values.size()))));

        // then
        assertThat(merged.encoded()).isEqualTo(histogram(values).encoded());
        assertThat(merged.count()).isEqualTo(values.size());
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        for (Percentile percentile : Percentile.values()) {
            double exact = percentile.of(sorted) / 1000.0;
            assertThat(merged.millis(percentile)).isCloseTo(exact, within(exact * 0.001 + 0.001));
        }
    }

    @Test
    void shouldSurviveItsEncoding() {
        // given
        LatencyHistogram histogram = LatencyHistogram.of(new long[]{0, 1, 250, 3_600_000_000L, Long.MAX_VALUE});

        // when
        LatencyHistogram decoded = LatencyHistogram.decode(histogram.encoded()).orElseThrow();

        // then
        assertThat(decoded.encoded()).isEqualTo(histogram.encoded());
        assertThat(decoded.count()).isEqualTo(5);
        assertThat(decoded.spectrum()).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(a.percent(), b.percent()));
    }

    @Test
    void shouldReadNothingFromWhatIsNoHistogram() {
        for (String text : List.of("", "A", "AAAA", "not base64 !", "HISTFAAAABx42pNpmSzMwMDAwQABTEDMCMQA")) {
            assertThat(LatencyHistogram.decode(text)).as(text).isEmpty();
        }
    }

    private static LatencyHistogram histogram(List<Long> values) {
        return LatencyHistogram.of(values.stream().mapToLong(Long::longValue).toArray());
    }
}
