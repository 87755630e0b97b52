package assay.loadgen.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.loadgen.driver.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class PromptsTest {
    private static final int DRAWS = 20_000;

    @TempDir
    private Path folder;

    private static int[] drawn(String length) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, DRAWS).map(i -> Length.parse(length).draw(random)).toArray();
    }

    private static RandomPrompts tokens(long seed, int prefix) {
        return new RandomPrompts(RandomPrompts.Form.TOKENS, seed, Length.parse("24"), Length.parse("8"), prefix, 100, 1000);
    }

    @Test
    void shouldDrawLengthsAsTheyAreDescribed() {
        assertThat(drawn("128")).containsOnly(128);
        assertThat(IntStream.of(drawn("uniform(64, 256)")).summaryStatistics()).satisfies(drawn -> {
            assertThat(drawn.getMin()).isEqualTo(64);
            assertThat(drawn.getMax()).isEqualTo(256);
            assertThat(drawn.getAverage()).isCloseTo(160, within(2.0));
        });
        assertThat(IntStream.of(drawn("normal(500, 50, 1, 1000)")).average().orElseThrow()).isCloseTo(500, within(2.0));
        assertThat(IntStream.of(drawn("normal(500, 50, 450, 520)")).boxed()).allMatch(length -> length >= 450 && length <= 520);
        assertThat(IntStream.of(drawn("lognormal(200, 0.8, 1, 100000)")).sorted().toArray()[DRAWS / 2]).isCloseTo(200, within(6));
    }

    @Test
    void shouldRefuseWhatIsNoLength() {
        for (String wrong : List.of("", "0", "1.5", "-3", "uniform(9, 3)", "uniform(1)", "normal(1, 2)", "normal(5, -1, 1, 9)", "lognormal(0, 1, 1, 9)", "zipf(1, 2)", "uniform(1, 2")) {
            assertThatThrownBy(() -> Length.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("is no length");
        }
    }

    @Test
    void shouldAskTheSameForTheSameSeedAndNumberAndNothingTwice() {
        // when
        List<String> prompts = LongStream.range(0, 500).mapToObj(number -> tokens(1, 0).of(Request.of(1, number)).json()).toList();
        List<String> others = LongStream.range(0, 500).mapToObj(number -> tokens(2, 0).of(Request.of(2, number)).json()).toList();

        // then
        assertThat(prompts).doesNotHaveDuplicates().doesNotContainAnyElementsOf(others);
        assertThat(tokens(1, 0).of(Request.of(1, 77)).json()).isEqualTo(prompts.get(77));
    }

    @Test
    void shouldShareAPrefixWhereOneIsWanted() {
        // when
        int[] one = JsonMapper.shared().readValue(tokens(1, 16).of(Request.of(1, 0)).json(), int[].class);
        int[] other = JsonMapper.shared().readValue(tokens(1, 16).of(Request.of(1, 1)).json(), int[].class);

        // then
        assertThat(one).hasSize(24).startsWith(IntStream.of(other).limit(16).toArray()).isNotEqualTo(other);
    }

    @Test
    void shouldTakePromptsFromAFileAndBeginAgainAtItsEnd() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("set.jsonl"), """
                {"prompt": "say \\"hi\\""}

                {"prompt": [1, 2, 3], "output_tokens": 5}
                """);

        // when
        DataSet set = DataSet.read(file, false, 1, Length.parse("9"));
        List<Prompt> prompts = LongStream.range(0, 4).mapToObj(number -> set.of(Request.of(1, number))).toList();

        // then
        assertThat(prompts.subList(0, 2)).containsExactlyInAnyOrder(new Prompt("\"say \\\"hi\\\"\"", 0, 9), new Prompt("[1,2,3]", 3, 5));
        assertThat(prompts.subList(2, 4)).isEqualTo(prompts.subList(0, 2));
    }

    @Test
    void shouldNameTheLineThatHoldsNoPrompt() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("set.jsonl"), "{\"prompt\": \"a\"}\n{\"question\": \"b\"}\n");

        // then
        assertThatThrownBy(() -> DataSet.read(file, false, 1, Length.parse("9"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("set.jsonl:2: expected a 'prompt'");
    }
}
