package assay.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.RunFinished;
import assay.events.JobName;
import assay.events.MetricEvent.SourceRecovered;
import assay.events.RunId;
import assay.events.Topic;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams over real HTTP of a real broker's topics. */
@Timeout(90)
class StreamsTest {
    private static final RunId OTHER = new RunId("bbbbbbbbbb");
    private static final AtomicLong NEXT = new AtomicLong();
    @TempDir
    private static Path folder;
    private static WrittenLog log;
    private ServedStreams served;
    private RunId run;

    @BeforeAll
    static void startBroker() throws Exception {
        log = new WrittenLog(folder.resolve("data"), 1);
    }

    @AfterAll
    static void stopBroker() {
        log.close();
    }

    @BeforeEach
    void serve() throws Exception {
        run = new RunId("r" + String.format("%09d", NEXT.incrementAndGet()));
        served = new ServedStreams(log);
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    @Test
    void shouldListWhatStandsInTheLogAsLines() throws Exception {
        // given
        log.write(run, new JobReleased(new JobName("db")));
        log.write(OTHER, new JobReleased(new JobName("db")));
        log.writeNoise(Topic.JOBS);
        long second = log.write(run, new JobReleased(new JobName("load")));
        // when
        HttpResponse<String> answer = served.whole(served.request("/runs/" + run + "/events"));
        // then
        List<JsonObject> lines = answer.body().lines().map(JsonObject::new).toList();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(lines).extracting(line -> line.getJsonObject("data").getString("job")).containsExactly("db", "load");
        assertThat(lines.getLast().getString("position")).isEqualTo("jobs/0/" + second);
        assertThat(lines).allSatisfy(line -> assertThat(line.getString("specversion")).isEqualTo("1.0"));
    }

    @Test
    void shouldReplayThenFollowToTheEnd() throws Exception {
        // given
        log.write(run, new JobReleased(new JobName("before")));
        try (Followed stream = served.follow("/runs/" + run + "/events", "")) {
            assertThat(stream.next().job()).isEqualTo("before");
            // when
            log.write(OTHER, new JobReleased(new JobName("others")));
            log.write(run, new JobReleased(new JobName("after")));
            log.write(run, new RunFinished(Outcome.PLANNED, ""));
            // then
            assertThat(stream.next().job()).isEqualTo("after");
            assertThat(stream.next().type()).isEqualTo("assay.run.finished.v1");
            assertThat(stream.next().type()).isEqualTo("end");
            assertThat(stream.ended()).isTrue();
        }
    }

    @Test
    void shouldTellNothingThatTheViewOfRunsHasNotRead() throws Exception {
        // given
        long before = log.write(run, new JobReleased(new JobName("before")));
        try (Followed stream = served.follow("/runs/" + run + "/events", "")) {
            assertThat(stream.next().job()).isEqualTo("before");
            served.reached = before;
            // when
            log.write(run, new JobReleased(new JobName("after")));
            CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> job(stream));
            assertThat(served.whole(served.request("/runs/" + run + "/events")).body().lines()).hasSize(2);
            // then
            assertThat(told).isNotDone();
            served.reached = Long.MAX_VALUE;
            assertThat(told).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("after");
        }
    }

    private static String job(Followed stream) {
        try {
            return stream.next().job();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldResumeWithoutGapOrDouble() throws Exception {
        // given
        for (int i = 0; i < 400; i++) {
            log.write(run, new JobReleased(new JobName("j" + i)));
        }
        String position = "";
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeOn(400, 800));
        // when
        while (seen.size() < 800) {
            try (Followed stream = served.follow("/runs/" + run + "/events", position)) {
                for (int i = 0; i < 100 && seen.size() < 800; i++) {
                    Followed.Event event = stream.next();
                    seen.add(event.job());
                    position = event.id();
                }
            }
        }
        writing.get(60, TimeUnit.SECONDS);
        // then
        assertThat(seen).hasSize(800).doesNotHaveDuplicates().startsWith("j0").endsWith("j799");
    }

    private void writeOn(int from, int to) {
        try {
            for (int i = from; i < to; i++) {
                log.write(run, new JobReleased(new JobName("j" + i)));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldFollowAllRunsFromNowOrBehindAPosition() throws Exception {
        // given
        long old = log.write(run, new JobReleased(new JobName("old")));
        log.write(run, new JobReleased(new JobName("missed")));
        try (Followed behind = served.follow("/events", "jobs/0/" + old); Followed now = served.follow("/events", "")) {
            assertThat(behind.next().job()).isEqualTo("missed");
            // when
            log.write(OTHER, new JobReleased(new JobName("new")));
            // then
            assertThat(behind.next().job()).isEqualTo("new");
            assertThat(now.next().job()).isEqualTo("new");
        }
    }

    @Test
    void shouldFollowMetricsFromNowUntilTheRunIsOver() throws Exception {
        // given
        log.write(run, new SourceRecovered("before", new JobName("db")));
        try (Followed all = served.follow("/runs/" + run + "/metrics?from=beginning", ""); Followed now = served.follow("/runs/" + run + "/metrics", "")) {
            // when
            log.write(run, new SourceRecovered("after", new JobName("db")));
            // then
            assertThat(all.next().data().getJsonObject("data").getString("source")).isEqualTo("before");
            assertThat(all.next().id()).startsWith("metrics/0/");
            assertThat(now.next().data().getJsonObject("data").getString("source")).isEqualTo("after");
            served.last = OptionalLong.of(1);
            assertThat(all.next().type()).isEqualTo("end");
            assertThat(now.next().type()).isEqualTo("end");
        }
    }

    @Test
    void shouldEndAtOnceForWhomNothingFollows() throws Exception {
        // given
        long end = log.write(run, new JobReleased(new JobName("last")));
        served.last = OptionalLong.of(end);
        // when
        try (Followed stream = served.follow("/runs/" + run + "/events", "jobs/0/" + end)) {
            // then
            assertThat(stream.next().type()).isEqualTo("end");
        }
    }

    @Test
    void shouldRefusePositionsThatAreNotOfTheStream() throws Exception {
        for (String position : List.of("metrics/0/1", "jobs/1/0", "jobs/0/999999999", "x", "jobs/0/-1", "jobs/0/1,1/1")) {
            HttpResponse<String> answer = served.whole(served.request("/runs/" + run + "/events").header("Last-Event-ID", position));
            assertThat(answer.statusCode()).as(position).isEqualTo(400);
            assertThat(answer.body()).contains("Last-Event-ID");
        }
    }

    @Test
    void shouldDropWhoDoesNotReadAndServeTheOthers() throws Exception {
        // given
        String large = "x".repeat(100_000);
        try (Socket slow = new Socket("127.0.0.1", served.port()); Followed quick = served.follow("/events", "")) {
            slow.setReceiveBufferSize(4_096);
            slow.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            until(() -> served.followers() == 2);
            // when
            for (int i = 0; i < 100; i++) {
                log.write(run, new RunFinished(Outcome.FAILED, large));
                assertThat(quick.next().type()).isEqualTo("assay.run.finished.v1");
            }
            // then
            until(() -> served.followers() == 1);
            log.write(run, new JobReleased(new JobName("still")));
            assertThat(quick.next().job()).isEqualTo("still");
        }
    }

    @Test
    void shouldTellALogAsItGrows() throws Exception {
        // given
        served.growing.append("one\n");
        HttpResponse<InputStream> answer = served.asItComes(served.request("/log"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("one");
            // when
            served.growing.append("two\n").append("y".repeat(600_000)).append("\n");
            // then
            assertThat(lines.readLine()).isEqualTo("two");
            assertThat(lines.readLine()).hasSize(600_000);
            served.over = true;
            assertThat(lines.readLine()).isNull();
        }
    }

    private static void until(BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
