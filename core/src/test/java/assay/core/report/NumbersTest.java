package assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.results.Range;
import assay.events.Figure.Better;
import assay.events.JobEvent.SloResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({"0,0", "3,3", "2.4,2.4", "2.404,2.4", "0.012345,0.0123", "99.96,100", "501.44,501.4", "999.96,1000", "2466.5,2 467", "1234567.2,1 234 567", "-5.123,-5.12", "NaN,–", "Infinity,–"})
    void shouldWriteNoMoreDigitsThanAReaderCanUse(double value, String expected) {
        assertThat(Numbers.value(value).replaceAll("\\.0+$|(\\.\\d*?)0+$", "$1")).isEqualTo(expected);
    }

    @Test
    void shouldGroupCounts() {
        assertThat(Numbers.count(1_481_112)).isEqualTo("1 481 112");
        assertThat(Numbers.count(7)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load.latency_p95 < 50ms    | true  | 2.40 ms
            load.latency_p95<2400us    | false | 2.40 ms
            load.latency_p95 <= 2400us | true  | 2.40 ms
            load.latency_p95 > 0.002s  | true  | 2.40 ms
            load.tps >= 2 000          | false | nothing: the condition cannot be read
            load.tps >= 2000/s         | true  | 2 466/s
            load.errors == 0           | true  | 0
            load.latency_p95 < 50kg    | false | 2.40 ms, but the unit 'kg' does not fit 'ms'
            load.latency_p99 < 50ms    | false | nothing
            other.tps > 1              | false | nothing
            """)
    void shouldEvaluateConditions(String condition, boolean met, String measured) {
        // given
        ClientResult client = new ClientResult("load", "closed, 4 clients", 1, 1, 1, 0, 0,
                List.of(headline("tps", 2466.2, "1/s"), headline("latency_p95", 2.4, "ms"), headline("errors", 0, "")), List.of(), List.of(), List.of());

        // when
        List<ConditionResult> results = Conditions.evaluate(List.of(condition), List.of(client));

        // then
        assertThat(results).extracting(ConditionResult::published).containsExactly(new SloResult(condition, met, measured));
    }

    private static Headline headline(String name, double value, String unit) {
        return new Headline(name, value, unit, Better.NEITHER, Headline.Basis.ONE_WINDOW, Range.of(value), List.of());
    }
}
