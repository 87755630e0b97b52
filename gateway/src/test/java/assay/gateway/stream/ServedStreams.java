package assay.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry.Position;
import assay.events.RunId;
import assay.gateway.problem.ProblemAnswers;
import assay.log.FilelessVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Streams of a log over real HTTP, with whatever the test says of runs and of one job's log. */
final class ServedStreams implements AutoCloseable {
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Instant began = Instant.now();
    private final HttpServer server;
    final StringBuffer growing = new StringBuffer();
    volatile OptionalLong last = OptionalLong.empty();
    volatile boolean over;
    /** How far whoever keeps a view of runs has read. */
    volatile long reached = Long.MAX_VALUE;
    private volatile Streams streams;

    ServedStreams(WrittenLog log) throws Exception {
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        vertx.runOnContext(ignored -> {
            streams = Streams.open(vertx, log.topics, new Runs());
            vertx.createHttpServer().requestHandler(router()).listen(0, "127.0.0.1").onSuccess(listening::complete);
        });
        server = listening.get(20, TimeUnit.SECONDS);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.get("/runs/:id/events").handler(context -> streams.runEvents(context, new RunId(context.pathParam("id"))));
        router.get("/runs/:id/metrics").handler(context -> streams.runMetrics(context, new RunId(context.pathParam("id"))));
        router.get("/events").handler(context -> streams.allEvents(context));
        router.get("/log").handler(context -> streams.log(context, new GrowingLog(), Duration.ofMillis(50)));
        router.route().failureHandler(new ProblemAnswers());
        return router;
    }

    int port() {
        return server.actualPort();
    }

    int followers() {
        return streams.followers();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> whole(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> asItComes(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Follows behind a position; empty: none is said. */
    Followed follow(String path, String lastEventId) throws Exception {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        HttpResponse<InputStream> answer = asItComes(lastEventId.isEmpty() ? request : request.header("Last-Event-ID", lastEventId));
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Followed(answer.body());
    }

    private final class Runs implements Extents {
        @Override
        public Extent of(RunId run) {
            return new Extent(0, last, began);
        }

        @Override
        public boolean reached(Position position) {
            return reached >= position.offset();
        }
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

    @Override
    public void close() throws TimeoutException {
        client.close();
        vertx.close().await(20, TimeUnit.SECONDS);
    }
}
