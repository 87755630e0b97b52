package assay.gateway;

import assay.cluster.NoCluster;
import assay.gateway.access.AccessConfig;
import assay.gateway.access.KeyFile;
import assay.gateway.access.Limits;
import assay.gateway.access.ListenAddress;
import assay.gateway.access.Scope;
import assay.log.EmbeddedBroker;
import assay.log.FilelessVertx;
import assay.log.Host.Surroundings;
import assay.log.Snapshots;
import assay.log.TopicLayout;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that really listens, over a broker of its own, for all tests of a class, with what they say to both. */
final class RunningGateway implements BeforeAllCallback, AfterAllCallback {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Limits UNHURRIED = new Limits(1 << 20, 16 << 10, 100, 8 << 10, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30),
            Duration.ofSeconds(60), new Limits.Rate(100_000, 200_000), new Limits.Rate(100_000, 200_000), new Limits.Rate(100_000, 200_000));
    private Path directory;
    private EmbeddedBroker broker;
    private Topics topics;
    private Vertx vertx;
    private HttpClient client;
    private LogWriter log;
    private GatewayVerticle gateway;
    private KeyFile keys;
    private String key;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("assay-gateway-");
        broker = EmbeddedBroker.start(directory.resolve("data"), "test");
        topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED);
        log = new LogWriter(broker.endpoint().settings());
        keys = KeyFile.at(directory.resolve("keys.json"));
        key = keys.add("ada", Set.of(Scope.SUBMIT, Scope.READ, Scope.CANCEL), Optional.empty(), Instant.now()).bearer();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        vertx = FilelessVertx.start(new VertxOptions());
        AccessConfig access = new AccessConfig(new ListenAddress("127.0.0.1", 0), keys, Optional.empty(), Optional.empty(), UNHURRIED);
        gateway = new GatewayVerticle(new Surroundings(topics, Snapshots.none(), ended -> System.err.println("the gateway failed: " + ended.reason())),
                new GatewayConfig(access, outputRoot()), location -> new NoCluster("there is no cluster here"));
        vertx.deployVerticle(gateway).toCompletionStage().toCompletableFuture().get();
        awaitReady();
    }

    /** Asks until the log was read to its end. */
    private void awaitReady() throws Exception {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (send(request("/readyz").GET()).statusCode() != 200) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("the gateway was not ready in time");
            }
            Thread.onSpinWait();
        }
    }

    LogWriter log() {
        return log;
    }

    Topics topics() {
        return topics;
    }

    Path outputRoot() {
        return directory.resolve("runs");
    }

    int port() {
        return gateway.port();
    }

    /** Who may ask. */
    KeyFile keys() {
        return keys;
    }

    /** One that is good for all that there is. */
    String key() {
        return key;
    }

    void silenceKafka() {
        broker.close();
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path)).timeout(Duration.ofSeconds(30));
    }

    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> submit(String recipe) throws Exception {
        return post("/v1/runs", "application/yaml", recipe);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** Asks for a run until it is as it is wanted. */
    JsonNode await(String path, Function<JsonNode, Boolean> wanted) throws Exception {
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (true) {
            HttpResponse<String> response = get(path);
            JsonNode json = json(response);
            if (response.statusCode() == 200 && wanted.apply(json)) {
                return json;
            }
            if (System.nanoTime() > limit) {
                throw new AssertionError("not in time: " + response.statusCode() + " " + response.body());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        log.close();
        topics.close();
        broker.close();
        client.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
