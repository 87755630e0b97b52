package assay.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.events.Figure;
import assay.events.Figure.Better;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimingsTest {

    private static Timings timings(String name, long... micros) {
        return new Timings(Map.of(name, LatencyHistogram.of(micros)));
    }

    private static Figure millis(String name) {
        return new Figure(name, 0, "ms", Better.LOWER);
    }

    @Test
    void shouldReadNamesOfFigures() {
        assertThat(TimingFigure.of("schedule_delay_p999")).contains(new TimingFigure("schedule_delay", TimingStatistic.P999));
        assertThat(TimingFigure.of("latency_avg")).contains(new TimingFigure("latency", TimingStatistic.AVG));
        assertThat(TimingFigure.of("tps")).isEmpty();
        assertThat(TimingFigure.of("_p99")).isEmpty();
    }

    @Test
    void shouldTellMeansAndPercentilesOfTheTimingThatAFigureNames() {
        // given
        Timings timings = timings("ttft", 1000, 2000, 6000);

        // then
        assertThat(timings.value(millis("ttft_avg")).orElseThrow()).isCloseTo(3.0, within(0.003));
        assertThat(timings.value(millis("tpot_avg"))).isEmpty();
        assertThat(timings.value(new Figure("ttft_avg", 0, "s", Better.LOWER))).isEmpty();
        assertThat(timings.value(millis("ttft_max"))).isEmpty();
    }

    @Test
    void shouldNotMergeWhatOnePartLacks() {
        assertThat(Timings.merged(List.of(timings("ttft", 1), timings("itl", 1))).all()).isEmpty();
        assertThat(Timings.merged(List.of(timings("ttft", 1), timings("ttft", 2))).find("ttft").orElseThrow().count()).isEqualTo(2);
    }

    @Property(tries = 100)
    void shouldMergeAsIfAllValuesHadBeenPooled(@ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1, max = 3_000_000) Long> one,
            @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1, max = 3_000_000) Long> other) {
        // given
        long[] first = one.stream().mapToLong(Long::longValue).toArray();
        long[] second = other.stream().mapToLong(Long::longValue).toArray();
        long[] pooled = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, pooled, first.length, second.length);

        // when
        Timings merged = Timings.merged(List.of(timings("latency", first), timings("latency", second)));

        // then
        assertThat(merged.find("latency").orElseThrow().encoded()).isEqualTo(LatencyHistogram.of(pooled).encoded());
    }

    @Test
    void shouldLeaveOutWhatTooFewValuesCarry() {
        assertThat(TimingStatistic.P50.of(LatencyHistogram.of(new long[]{1, 2, 3, 4, 5}))).isEmpty();
        assertThat(TimingStatistic.AVG.of(LatencyHistogram.of(new long[]{1000}))).contains(1.0);
    }
}
