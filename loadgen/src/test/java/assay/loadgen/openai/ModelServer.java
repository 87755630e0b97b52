package assay.loadgen.openai;

import assay.loadgen.TestServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks OpenAI's protocol over a real connection, in the way that it is told; keeps what it was asked. The first request is always answered. */
final class ModelServer implements AutoCloseable {
    private final TestServer server;
    private final BiConsumer<ModelServer, Exchange> way;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> keys = new ConcurrentLinkedQueue<>();

    ModelServer(BiConsumer<ModelServer, Exchange> way) {
        this.way = way;
        this.server = TestServer.http(this::handle);
    }

    /** Sends texts one by one, a few milliseconds apart, then what {@code end} sends. */
    static BiConsumer<ModelServer, Exchange> streaming(int millis, List<String> chunks, String end) {
        return (server, exchange) -> server.later(millis, exchange.response(), chunks, 0, end);
    }

    private void later(int millis, HttpServerResponse response, List<String> chunks, int index, String end) {
        if (index == chunks.size()) {
            response.end(end);
            return;
        }
        server.vertx().setTimer(millis, id -> {
            response.write(chunks.get(index));
            later(millis, response, chunks, index + 1, end);
        });
    }

    /** Bytes of a text in two parts that are cut inside a letter. */
    static void inTwoParts(HttpServerResponse response, String text, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.write(Buffer.buffer().appendBytes(bytes, 0, at));
        response.write(Buffer.buffer().appendBytes(bytes, at, bytes.length - at));
    }

    private void handle(HttpServerRequest request) {
        keys.add(request.headers().contains("Authorization") ? request.getHeader("Authorization") : "");
        if (request.path().endsWith("/models")) {
            request.response().end("{\"object\":\"list\",\"data\":[{\"id\":\"tiny\"}]}");
            return;
        }
        request.body().onSuccess(body -> {
            bodies.add(JsonMapper.shared().readTree(body.getBytes()));
            HttpServerResponse response = request.response().setChunked(true);
            if (asked.getAndIncrement() == 0) {
                response.end("data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n");
            } else {
                way.accept(this, new Exchange(request, response));
            }
        });
    }

    /** The bodies that came, the first request's left out. */
    List<JsonNode> bodies() {
        return bodies.subList(1, bodies.size());
    }

    ConcurrentLinkedQueue<String> keys() {
        return keys;
    }

    TestServer server() {
        return server;
    }

    String url() {
        return server.url("/v1");
    }

    @Override
    public void close() {
        server.close();
    }

    /** One request and where its answer goes. */
    record Exchange(HttpServerRequest request, HttpServerResponse response) {
    }
}
