package assay.loadgen.openai;

import static org.assertj.core.api.Assertions.assertThat;

import assay.loadgen.TestRun;
import assay.loadgen.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Servers as they are: vLLM's stream, llama.cpp's, and streams that are not what they should be. */
@Timeout(30)
class OpenAiLoadTest {
    private static final String DONE = "data: [DONE]\n\n";
    private static final String VLLM_END = "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"length\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":32,\"completion_tokens\":4}}\n\n" + DONE;
    private static final String LLAMA_END = "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":33,\"completion_tokens\":4},"
            + "\"timings\":{\"predicted_n\":4}}\n\n" + DONE;

    private static String text(String text) {
        return "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"text\":\"" + text + "\",\"finish_reason\":null}]}\n\n";
    }

    private static TestRun load(ModelServer server, String... more) {
        List<String> all = new ArrayList<>(List.of("openai", "--url", server.url(), "--input-tokens", "32", "--output-tokens", "4", "--warmup", "100ms", "--duration",
                "1s", "--drain", "2s"));
        Collections.addAll(all, more);
        return TestRun.of(all.toArray(String[]::new));
    }

    private static double each(TestRun run, String tokens) {
        JsonNode all = run.result().path("tokens");
        return all.path(tokens).asDouble() / all.path("answers").asDouble();
    }

    @Test
    void shouldTakeTimesAndTokensOfAStreamAsVllmSendsIt() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(20, List.of(text(""), text("a"), text("b"), text("c"), text("d")), VLLM_END))) {
            // when
            TestRun run = load(server, "--users", "4");

            // then
            assertThat(run.exit()).isZero();
            assertThat(each(run, "output")).isEqualTo(4);
            assertThat(each(run, "input")).isEqualTo(32);
            assertThat(run.figure("ttft_p50")).isGreaterThan(38).isLessThan(run.figure("latency_p50"));
            assertThat(run.figure("tpot_p50")).isGreaterThan(15);
            assertThat(run.histogram("itl").getTotalCount()).isEqualTo(3 * run.count("ok"));
            assertThat(run.passed("answer_lengths")).isTrue();
            assertThat(run.result().path("settings").path("model").asString()).isEqualTo("tiny");
        }
    }

    @Test
    void shouldCountTokensAndNotChunksWhereTheServerPutsSeveralIntoOne() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(5, List.of(text("a"), text("bc"), text("ü")), LLAMA_END))) {
            // when
            TestRun run = load(server, "--users", "2");

            // then
            assertThat(each(run, "output")).isEqualTo(4);
            assertThat(each(run, "input")).isEqualTo(33);
            assertThat(run.histogram("itl").getTotalCount()).isEqualTo(2 * run.count("ok"));
            assertThat(run.passed("tokens_counted")).isTrue();
        }
    }

    @Test
    void shouldNotTakeTheRoleOfAChatForItsFirstToken() {
        List<String> chunks = List.of("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\"}}]}\r\n\r\n", ": a comment\n\ndata: {\"choices\":[{\"delta\":{\"reasoning_content\":\"so\"}}]}\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}\n\n");
        try (ModelServer server = new ModelServer(ModelServer.streaming(20, chunks, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + DONE))) {
            // when
            TestRun run = load(server, "--users", "1", "--chat");

            // then
            assertThat(run.figure("ttft_p50")).isGreaterThan(55);
            assertThat(each(run, "output")).isEqualTo(2);
            assertThat(run.passed("tokens_counted")).isFalse();
            assertThat(run.passed("answer_lengths")).isFalse();
            assertThat(server.bodies()).allMatch(body -> body.path("messages").path(0).path("role").asString().equals("user"));
        }
    }

    @Test
    void shouldReadLettersThatComeInTwoParts() {
        try (ModelServer server = new ModelServer((its, exchange) -> {
            ModelServer.inTwoParts(exchange.response(), text("ü"), text("ü").indexOf("ü") + 1);
            exchange.response().end(LLAMA_END);
        })) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).isEmpty();
            assertThat(run.count("ok")).isPositive();
        }
    }

    @Test
    void shouldAskForExactLengthsWithPromptsThatAreAllDifferent() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(1, List.of(text("a")), LLAMA_END))) {
            // when
            load(server, "--users", "4", "--token-ids", "3..258", "--seed", "5");

            // then
            List<JsonNode> bodies = List.copyOf(server.bodies());
            Set<String> prompts = bodies.stream().map(body -> body.path("prompt").toString()).collect(Collectors.toSet());
            assertThat(bodies).isNotEmpty().allSatisfy(body -> {
                assertThat(body.path("prompt").size()).isEqualTo(32);
                assertThat(body.path("prompt").valueStream().mapToInt(JsonNode::asInt)).allMatch(id -> id >= 3 && id <= 258);
                assertThat(body.path("max_tokens").asInt()).isEqualTo(4);
                assertThat(body.path("ignore_eos").asBoolean()).isTrue();
                assertThat(body.path("stream_options").path("include_usage").asBoolean()).isTrue();
                assertThat(body.path("temperature").asInt(-1)).isZero();
            });
            assertThat(prompts).hasSameSizeAs(bodies);
        }
    }

    @Test
    void shouldCountStreamsWithoutATextUnderTheirOwnName() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(1, List.of(text("")), VLLM_END))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.errors()).containsOnlyKeys("no-tokens");
            assertThat(run.sample("no-tokens")).isEqualTo("the stream ended without a text, though its usage says 4 tokens");
        }
    }

    @Test
    void shouldNotBlameTheNextRequestWhenTheServerClosesBehindAStreamWithoutAText() {
        try (ModelServer server = new ModelServer((its, exchange) -> exchange.response().end(text("") + VLLM_END).onSuccess(sent -> exchange.request().connection().close()))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).containsOnlyKeys("no-tokens");
        }
    }

    @Test
    void shouldCountStreamsThatEndEarly() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(1, List.of(text("a")), ""))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).containsOnlyKeys("closed");
            assertThat(run.sample("closed")).contains("without [DONE]");
        }
    }

    @Test
    void shouldCountConnectionsThatBreakInsideAStream() {
        try (ModelServer server = new ModelServer((its, exchange) -> exchange.response().write(text("a")).onSuccess(sent -> exchange.request().connection().close()))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).containsOnlyKeys("closed");
        }
    }

    @Test
    void shouldCountErrorsInsideAStream() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(1, List.of(text("a")), "data: {\"error\":{\"message\":\"engine died\"}}\n\n" + DONE))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).containsOnlyKeys("stream-error");
            assertThat(run.sample("stream-error")).contains("engine died");
        }
    }

    @Test
    void shouldCountAnswersThatAreNoStream() {
        try (ModelServer server = new ModelServer((its, exchange) -> exchange.response().end("{\"choices\":[{\"text\":\"abcd\"}]}"))) {
            // when
            TestRun run = load(server, "--users", "1");

            // then
            assertThat(run.errors()).containsOnlyKeys("protocol");
        }
    }

    @Test
    void shouldGiveUpAStreamThatStandsStill() {
        try (ModelServer server = new ModelServer((its, exchange) -> exchange.response().write(text("a")))) {
            // when
            TestRun run = load(server, "--users", "2", "--timeout", "150ms");

            // then
            assertThat(run.errors()).containsOnlyKeys("timeout");
            assertThat(run.passed("accounting")).isTrue();
        }
    }

    @Test
    void shouldTellGoodputUnderAllLimitsTogether() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(20, List.of(text("a"), text("b"), text("c"), text("d")), VLLM_END))) {
            // when
            TestRun loose = load(server, "--users", "2", "--slo", "ttft=10s,tpot=10s,latency=10s");
            TestRun tight = load(server, "--users", "2", "--slo", "ttft=10s,tpot=1ms");

            // then
            assertThat(loose.result().path("goal").path("good").asLong()).isEqualTo(loose.count("ok"));
            assertThat(loose.figure("goodput")).isPositive();
            assertThat(tight.figure("goodput")).isZero();
        }
    }

    @Test
    void shouldNotWaitForAServerThatSaysNothing() {
        try (TestServer server = TestServer.tcp(socket -> socket.handler(request -> { }))) {
            // when
            TestRun run = TestRun.of("openai", "--url", server.url("/v1"), "--timeout", "500ms");

            // then
            assertThat(run.exit()).isEqualTo(69);
        }
    }

    @Test
    void shouldRefuseAModelThatIsNotServed() {
        try (ModelServer server = new ModelServer(ModelServer.streaming(1, List.of(text("a")), VLLM_END))) {
            // when
            TestRun run = load(server, "--model", "huge");

            // then
            assertThat(run.exit()).isEqualTo(69);
        }
    }
}
