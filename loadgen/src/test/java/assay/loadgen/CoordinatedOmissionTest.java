package assay.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server that stands still for 400 ms of every 4 s. Of the requests of an even schedule a tenth falls into the stall, and waits for between
 * nothing and all of it, each wait as likely as any other. So 1 % waits longer than x where 0.1 · (400 ms − x) / 400 ms = 0.01: x = 360 ms.
 */
class CoordinatedOmissionTest {
    private static final double BY_HAND = 360;
    private final StallingServer server = new StallingServer(4000, 400);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldSeeAStallInTheOpenLoadAsComputedByHand() {
        // when
        TestRun run = TestRun.of("http", "--url", server.url(), "--rate", "200", "--spacing", "regular", "--users", "200", "--warmup", "1s", "--duration", "8s");

        // then
        assertThat(run.count("ok")).isEqualTo(1600);
        assertThat(run.figure("latency_p99")).isCloseTo(BY_HAND, within(40.0));
        assertThat(run.result().path("load").path("text").asString()).isEqualTo("open, regular, rate 200/s, at most 200 at a time");
    }

    @Test
    void shouldKeepTheStallInTheLatencyAlsoWhereTheUsersAreAllWaiting() {
        // when
        TestRun run = TestRun.of("http", "--url", server.url(), "--rate", "200", "--spacing", "regular", "--users", "4", "--warmup", "1s", "--duration", "8s");

        // then
        assertThat(run.count("ok")).isEqualTo(1600);
        assertThat(run.count("unsent")).isZero();
        assertThat(run.count("blocked")).isBetween(60L, 800L);
        assertThat(run.figure("latency_p99")).isCloseTo(BY_HAND, within(60.0));
        assertThat(run.figure("service_time_p95")).isLessThan(100);
        assertThat(run.passed("not_blocked")).isFalse();
    }

    @Test
    void shouldHideTheStallInTheClosedLoadAndSayThatItIsClosed() {
        // when
        TestRun run = TestRun.of("http", "--url", server.url(), "--users", "1", "--warmup", "1s", "--duration", "4s");

        // then
        assertThat(run.figure("latency_p99")).isLessThan(100);
        assertThat(run.figure("latency_max")).isGreaterThan(300);
        assertThat(run.result().path("load").path("text").asString()).isEqualTo("closed, 1 user");
    }
}
