package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.results.VllmBenchOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class VllmBenchFileTest {
    private static VllmBenchOutput read(String json, String clock) {
        return VllmBenchFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), clock);
    }

    @Test
    void shouldReadWhatVllmWrote() throws IOException {
        // given
        String json = new String(VllmBenchFileTest.class.getResourceAsStream("/vllm-bench.json").readAllBytes(), StandardCharsets.UTF_8);

        // when
        VllmBenchOutput output = read(json, "1795706000.500000 26000.250000\n");

        // then
        assertThat(output.totals().completed()).isEqualTo(output.totals().prompts());
        assertThat(output.totals().failed()).isZero();
        assertThat(output.load().concurrency()).isEqualTo(2);
        assertThat(output.load().rate()).isZero();
        int count = (int) output.totals().completed();
        assertThat(output.requests().started()).hasSize(count);
        assertThat(output.requests().latencies()).hasSize(count);
        assertThat(DoubleStream.of(output.requests().ttfts()).filter(seconds -> seconds > 0)).hasSize(count);
        assertThat(output.requests().outputTokens()).hasSize(count);
        assertThat(output.requests().errors()).isEmpty();
        assertThat(output.epoch()).hasValue(1795706000.5 - 26000.25);
    }

    @Test
    void shouldMakeTheLatencyOfItsPartsWhereItIsNotWritten() {
        // when
        VllmBenchOutput output = read("{\"ttfts\": [1.0, 2.0], \"itls\": [[0.5, 0.25], []], \"output_lens\": [3, 1], \"request_goodput:\": 2.5}", "");

        // then
        assertThat(output.requests().latencies()).containsExactly(1.75, 2.0);
        assertThat(output.requests().gaps()).containsExactly(0.5, 0.25);
        assertThat(output.totals().goodput()).hasValue(2.5);
        assertThat(output.epoch()).isEmpty();
    }

    @Test
    void shouldReadWhatIsNoNumber() {
        // when
        VllmBenchOutput output = read("{\"request_rate\": \"inf\", \"rtfx\": NaN, \"duration\": Infinity, \"max_concurrency\": null, \"request_goodput\": null, "
                + "\"ttfts\": [NaN, 1, \"x\", [2]], \"errors\": [\"\", \"boom\", null], \"backend\": {\"a\": [1]}}", "now then");

        // then
        assertThat(output.load().rate()).isZero();
        assertThat(output.load().concurrency()).isZero();
        assertThat(output.totals().seconds()).isZero();
        assertThat(output.totals().goodput()).isEmpty();
        assertThat(output.requests().ttfts()).containsExactly(0, 1, 0, 0);
        assertThat(output.requests().errors()).containsExactly("boom");
        assertThat(output.epoch()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "{\"ttfts\": [1", "{\"completed\": 5", "{\"itls\": [[1"})
    void shouldRefuseWhatIsNoObjectInWhole(String json) {
        assertThatThrownBy(() -> read(json, "")).isInstanceOf(JacksonException.class);
    }
}
