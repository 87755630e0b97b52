package assay.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
    @Test
    void shouldLastFifteenMinutesUnlessItIsSet() {
        // when
        Lease standard = Lease.of(Map.of());
        Lease set = Lease.of(Map.of("ASSAY_LEASE_SECONDS", "20"));

        // then
        assertThat(standard).isEqualTo(new Lease(Duration.ofMinutes(15)));
        assertThat(standard.pace()).isEqualTo(Duration.ofSeconds(30));
        assertThat(set).isEqualTo(new Lease(Duration.ofSeconds(20)));
        assertThat(set.pace()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "0", "15m", "-20", "1.5"})
    void shouldRefuseWhatIsNoLease(String text) {
        // when / then
        assertThatThrownBy(() -> Lease.of(Map.of(Lease.VARIABLE, text))).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Expected");
    }
}
