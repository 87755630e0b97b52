package assay.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that do not answer as they should: each way is counted under its name, and nothing hangs. */
@Timeout(30)
class FaultyServerTest {
    private static TestRun load(TestServer server, String... more) {
        List<String> all = new ArrayList<>(List.of("http", "--url", server.url("/")));
        all.addAll(List.of(more));
        for (String[] unless : new String[][] {{"--warmup", "200ms"}, {"--duration", "1s"}, {"--drain", "8s"}}) {
            if (!all.contains(unless[0])) {
                all.addAll(List.of(unless));
            }
        }
        return TestRun.of(all.toArray(String[]::new));
    }

    private static void shouldAddUp(TestRun run) {
        assertThat(run.passed("accounting")).isTrue();
        assertThat(run.count("sent")).isEqualTo(run.count("ok") + run.count("failed") + run.count("timed_out") + run.count("unfinished"));
        assertThat(run.count("scheduled")).isEqualTo(run.count("sent") + run.count("unsent"));
    }

    @Test
    void shouldCountAnswersOfAnotherStatusAndSayWhatCameWithThem() {
        try (TestServer server = TestServer.http(request -> request.response().setStatusCode(500).end("out of memory"))) {
            // when
            TestRun run = load(server, "--rate", "100");

            // then
            assertThat(run.exit()).isEqualTo(Exit.NOTHING_MEASURED);
            assertThat(run.result().path("measured").asBoolean()).isFalse();
            assertThat(run.errors()).containsOnlyKeys("http-5xx");
            assertThat(run.sample("http-5xx")).isEqualTo("500 out of memory");
            shouldAddUp(run);
        }
    }

    @Test
    void shouldMeasureWhatIsRightAmongErrors() {
        AtomicInteger asked = new AtomicInteger();
        try (TestServer server = TestServer.http(request -> request.response().setStatusCode(asked.incrementAndGet() % 4 == 0 ? 404 : 200).end())) {
            // when
            TestRun run = load(server, "--rate", "200");

            // then
            assertThat(run.exit()).isEqualTo(Exit.MEASURED);
            assertThat(run.errors()).containsOnlyKeys("http-4xx");
            assertThat(run.count("failed")).isBetween(run.count("sent") / 4 - 2, run.count("sent") / 4 + 2);
            assertThat(run.histogram("latency").getTotalCount()).isEqualTo(run.count("ok"));
            shouldAddUp(run);
        }
    }

    @Test
    void shouldTakeTheStatusesThatAreNamedForRight() {
        try (TestServer server = TestServer.http(request -> request.response().setStatusCode(404).end())) {
            // when
            TestRun run = load(server, "--rate", "100", "--expect", "404,410");

            // then
            assertThat(run.exit()).isZero();
            assertThat(run.errors()).isEmpty();
        }
    }

    @Test
    void shouldCountConnectionsThatAreClosedInsteadOfAnAnswer() {
        try (TestServer server = TestServer.tcp(socket -> socket.handler(request -> socket.close()))) {
            // when
            TestRun run = load(server, "--rate", "100");

            // then
            assertThat(run.errors()).containsOnlyKeys("closed");
            shouldAddUp(run);
        }
    }

    @Test
    void shouldConnectAnewWhereAServerClosesBehindEachAnswer() {
        try (TestServer server = TestServer.tcp(socket -> socket.handler(request -> socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))))) {
            // when
            TestRun run = load(server, "--users", "2");

            // then
            assertThat(run.errors()).isEmpty();
            assertThat(run.count("ok")).isGreaterThan(20);
            shouldAddUp(run);
        }
    }

    @Test
    void shouldCountConnectionsThatAreClosedInsideAnAnswer() {
        try (TestServer server = TestServer.tcp(socket -> socket.handler(request -> socket.end(
                Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"))))) {
            // when
            TestRun run = load(server, "--rate", "100");

            // then
            assertThat(run.errors()).containsOnlyKeys("closed");
            shouldAddUp(run);
        }
    }

    @Test
    void shouldCountAnswersThatAreNoHttp() {
        try (TestServer server = TestServer.tcp(socket -> socket.handler(request -> socket.write("+OK this is another protocol\r\n\r\n")))) {
            // when
            TestRun run = load(server, "--rate", "50");

            // then
            assertThat(run.errors()).containsOnlyKeys("protocol");
            shouldAddUp(run);
        }
    }

    @Test
    void shouldGiveUpRequestsThatAreNeverAnswered() {
        try (TestServer server = TestServer.http(request -> { })) {
            // when
            TestRun run = load(server, "--users", "4", "--timeout", "100ms");

            // then
            assertThat(run.exit()).isEqualTo(Exit.NOTHING_MEASURED);
            assertThat(run.errors()).containsOnlyKeys("timeout");
            assertThat(run.count("timed_out")).isGreaterThan(8);
            shouldAddUp(run);
        }
    }

    @Test
    void shouldCutWhatHasNotEndedWhenTheDrainIsOver() {
        try (TestServer server = TestServer.http(request -> { })) {
            // when
            TestRun run = load(server, "--rate", "100", "--users", "10", "--warmup", "0", "--drain", "500ms");

            // then
            assertThat(run.count("unfinished")).isEqualTo(10);
            assertThat(run.count("unsent")).isEqualTo(run.count("scheduled") - 10);
            assertThat(run.passed("all_sent")).isFalse();
            shouldAddUp(run);
        }
    }

    @Test
    void shouldGoOnAndCountWhenTheServerEndsInTheMiddle() {
        TestServer server = TestServer.http(request -> request.response().end());
        server.vertx().setTimer(Duration.ofMillis(1200).toMillis(), id -> server.vertx().close());

        // when
        TestRun run = load(server, "--rate", "100", "--duration", "2s");

        // then
        assertThat(run.exit()).isEqualTo(Exit.MEASURED);
        assertThat(run.count("ok")).isPositive();
        assertThat(run.errors()).containsKey("connect");
        shouldAddUp(run);
    }

    @Test
    void shouldNotAskAServerThatIsGoneAMillionTimesInTheClosedLoad() {
        TestServer server = TestServer.http(request -> request.response().end());
        server.vertx().setTimer(Duration.ofMillis(600).toMillis(), id -> server.vertx().close());

        // when
        TestRun run = load(server, "--users", "2", "--duration", "2s");

        // then
        assertThat(run.errors().getOrDefault("connect", 0L)).isBetween(2L, 60L);
        shouldAddUp(run);
    }

    @Test
    void shouldNotMeasureAServerThatIsNotThere() {
        // given
        TestServer server = TestServer.tcp(NetSocket::close);
        server.close();

        // when
        TestRun run = load(server);

        // then
        assertThat(run.exit()).isEqualTo(Exit.UNUSABLE);
        assertThat(run.file("result.json")).doesNotExist();
    }
}
