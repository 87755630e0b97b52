package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"10,600", "1:30,90", "00:10:00,600", "1-0,86400", "1-12,129600", "1-2:30,95400", "1-02:03:04,93784", "90s,90", "15m,900", "2h,7200",
            "1d,86400"})
    void shouldReadTimeLimits(String text, long seconds) {
        assertThat(Durations.jobSeconds(text)).hasValue(seconds);
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "90s,90000", "0s,0", "2h,7200000"})
    void shouldReadSpans(String text, long millis) {
        assertThat(Durations.millis(text)).hasValue(millis);
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "1:2:3:4", "1-", "-1", "1500ms", "1.5h", "1h30m", "99999999999s", "١٠"})
    void shouldRefuseOtherForms(String text) {
        assertThat(Durations.jobSeconds(text)).isEmpty();
    }

    @Test
    void shouldCountChangedLetters() {
        assertThat(Suggestion.distance("redy", "ready")).isEqualTo(1);
        assertThat(Suggestion.distance("laod", "load")).isEqualTo(1);
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("same", "same")).isZero();
    }
}
