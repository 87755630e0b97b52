package assay.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobReleased;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.RunFinished;
import assay.events.JobName;
import assay.events.MetricEvent.SourceRecovered;
import assay.events.RunId;
import assay.events.Topic;
import assay.gateway.problem.ProblemException;
import assay.log.FilelessVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<OptionalLong> last = new AtomicReference<>(OptionalLong.empty());
    private final Instant began = Instant.now();
    private final StringBuffer growing = new StringBuffer();
    private volatile boolean over;
    private Streams streams;
    private HttpServer server;
    private RunId run;

    @BeforeAll
    static void startBroker() throws Exception {
        log = new WrittenLog(folder.resolve("data"));
    }

    @AfterAll
    static void stopBroker() {
        log.close();
    }

    @BeforeEach
    void serve() throws Exception {
        run = new RunId("r" + String.format("%09d", NEXT.incrementAndGet()));
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            streams = Streams.open(vertx, log.topics, asked -> new Extent(0, last.get(), began));
            vertx.createHttpServer().requestHandler(router()).listen(0, "127.0.0.1").onSuccess(listening::complete);
        });
        server = listening.get(20, TimeUnit.SECONDS);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.get("/runs/:id/events").handler(context -> streams.runEvents(context, new RunId(context.pathParam("id"))));
        router.get("/runs/:id/metrics").handler(context -> streams.runMetrics(context, new RunId(context.pathParam("id"))));
        router.get("/events").handler(streams::allEvents);
        router.get("/log").handler(context -> streams.log(context, new GrowingLog(), Duration.ofMillis(50)));
        router.route().failureHandler(context -> context.response().setStatusCode(context.failure() instanceof ProblemException ? 400 : 500)
                .end(String.valueOf(context.failure().getMessage())));
        return router;
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldListWhatStandsInTheLogAsLines() throws Exception {
        // given
        log.write(run, new JobReleased(new JobName("db")));
        log.write(OTHER, new JobReleased(new JobName("db")));
        log.writeNoise(Topic.JOBS);
        long second = log.write(run, new JobReleased(new JobName("load")));
        // when
        HttpResponse<String> answer = client.send(request("/runs/" + run + "/events").build(), HttpResponse.BodyHandlers.ofString());
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
        try (Sse stream = new Sse("/runs/" + run + "/events", "")) {
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
    void shouldResumeWithoutGapOrDouble() throws Exception {
        // given
        for (int i = 0; i < 1_500; i++) {
            log.write(run, new JobReleased(new JobName("j" + i)));
        }
        String position = "";
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeOn(1_500, 3_000));
        // when
        while (seen.size() < 3_000) {
            try (Sse stream = new Sse("/runs/" + run + "/events", position)) {
                for (int i = 0; i < 400 && seen.size() < 3_000; i++) {
                    Event event = stream.next();
                    seen.add(event.job());
                    position = event.id();
                }
            }
        }
        writing.get(60, TimeUnit.SECONDS);
        // then
        assertThat(seen).hasSize(3_000).doesNotHaveDuplicates().startsWith("j0").endsWith("j2999");
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
        try (Sse behind = new Sse("/events", "jobs/0/" + old); Sse now = new Sse("/events", "")) {
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
        try (Sse all = new Sse("/runs/" + run + "/metrics?from=beginning", ""); Sse now = new Sse("/runs/" + run + "/metrics", "")) {
            // when
            log.write(run, new SourceRecovered("after", new JobName("db")));
            // then
            assertThat(all.next().data().getJsonObject("data").getString("source")).isEqualTo("before");
            assertThat(all.next().id()).startsWith("metrics/0/");
            assertThat(now.next().data().getJsonObject("data").getString("source")).isEqualTo("after");
            last.set(OptionalLong.of(1));
            assertThat(all.next().type()).isEqualTo("end");
            assertThat(now.next().type()).isEqualTo("end");
        }
    }

    @Test
    void shouldEndAtOnceForWhomNothingFollows() throws Exception {
        // given
        long end = log.write(run, new JobReleased(new JobName("last")));
        last.set(OptionalLong.of(end));
        // when
        try (Sse stream = new Sse("/runs/" + run + "/events", "jobs/0/" + end)) {
            // then
            assertThat(stream.next().type()).isEqualTo("end");
        }
    }

    @Test
    void shouldRefusePositionsThatAreNotOfTheStream() throws Exception {
        for (String position : List.of("metrics/0/1", "jobs/1/0", "jobs/0/999999999", "x", "jobs/0/-1", "jobs/0/1,1/1")) {
            HttpResponse<String> answer = client.send(request("/runs/" + run + "/events").header("Last-Event-ID", position).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(position).isEqualTo(400);
            assertThat(answer.body()).contains("Last-Event-ID");
        }
    }

    @Test
    void shouldDropWhoDoesNotReadAndServeTheOthers() throws Exception {
        // given
        String large = "x".repeat(100_000);
        try (Socket slow = new Socket("127.0.0.1", server.actualPort()); Sse quick = new Sse("/events", "")) {
            slow.setReceiveBufferSize(4_096);
            slow.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            until(() -> streams.followers() == 2);
            // when
            for (int i = 0; i < 100; i++) {
                log.write(run, new RunFinished(Outcome.FAILED, large));
                assertThat(quick.next().type()).isEqualTo("assay.run.finished.v1");
            }
            // then
            until(() -> streams.followers() == 1);
            log.write(run, new JobReleased(new JobName("still")));
            assertThat(quick.next().job()).isEqualTo("still");
        }
    }

    @Test
    void shouldTellALogAsItGrows() throws Exception {
        // given
        growing.append("one\n");
        HttpResponse<InputStream> answer = client.send(request("/log").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("one");
            // when
            growing.append("two\n").append("y".repeat(600_000)).append("\n");
            // then
            assertThat(lines.readLine()).isEqualTo("two");
            assertThat(lines.readLine()).hasSize(600_000);
            over = true;
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

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path)).timeout(Duration.ofSeconds(30));
    }

    private final class GrowingLog implements LogSource {
        @Override
        public Optional<byte[]> read(long offset, int limit) {
            byte[] all = growing.toString().getBytes(StandardCharsets.UTF_8);
            int from = Math.toIntExact(offset);
            return Optional.of(Arrays.copyOfRange(all, from, Math.min(all.length, from + limit)));
        }

        @Override
        public boolean over() {
            return over;
        }
    }

    private record Event(String id, String type, String text) {
        JsonObject data() {
            return new JsonObject(text);
        }

        String job() {
            return data().getJsonObject("data").getString("job");
        }
    }

    /** One who follows. */
    private final class Sse implements AutoCloseable {
        private final BufferedReader lines;

        Sse(String path, String lastEventId) throws Exception {
            HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
            HttpResponse<InputStream> answer = client.send((lastEventId.isEmpty() ? request : request.header("Last-Event-ID", lastEventId)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).startsWith("retry:");
        }

        Event next() throws IOException {
            String id = "";
            String type = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !type.isEmpty()) {
                    return new Event(id, type, data);
                }
            }
            return new Event(id, type, data);
        }

        boolean ended() throws IOException {
            return lines.readLine() == null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
