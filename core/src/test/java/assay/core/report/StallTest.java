package assay.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallTest {
    @Test
    void shouldReadWhatAJobToldOfItsStandstills() {
        // when
        List<Stall> stalls = Stall.read("1795447975.500000+7 1795447999.000001+120 ");

        // then
        assertThat(stalls).containsExactly(new Stall(Instant.ofEpochSecond(1_795_447_975, 500_000_000), 7),
                new Stall(Instant.ofEpochSecond(1_795_447_999, 1_000), 120));
    }

    @Test
    void shouldPassOverWhatHasAnotherForm() {
        // then
        assertThat(Stall.read("")).isEmpty();
        assertThat(Stall.read("yesterday+7 1795447975+7")).isEmpty();
    }
}
