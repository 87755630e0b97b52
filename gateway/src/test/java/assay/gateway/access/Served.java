package assay.gateway.access;

import assay.gateway.access.Limits.Rate;
import assay.gateway.problem.ProblemAnswers;
import assay.log.FilelessVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server with one thing to look at and one to ask for, behind the gateway's access. */
final class Served implements AutoCloseable {
    /** Time limits short enough to be waited for. */
    static final Limits QUICK = new Limits(1 << 20, 16 << 10, 100, 8 << 10, 20, Duration.ofMillis(700), Duration.ofMillis(1_500), Duration.ofMillis(900),
            Duration.ofSeconds(20), new Rate(1_000, 1_000), new Rate(1_000, 1_000), new Rate(1_000, 1_000));
    final KeyFile keys;
    final Access access;
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private Served(AccessConfig config) throws Exception {
        keys = config.keys();
        access = Access.open(vertx, config, Clock.systemUTC());
        Router router = Router.router(vertx);
        access.protect(router);
        router.get("/thing").handler(access.requires(Scope.READ)).handler(context -> context.response().end(Principal.of(context).name()));
        router.post("/thing").handler(access.requires(Scope.SUBMIT)).handler(context -> context.response().end("took " + context.body().length()));
        router.post("/thing/cancel").handler(access.requires(Scope.CANCEL)).handler(context -> context.response().end());
        router.get("/page").handler(context -> context.response().putHeader("Content-Type", "text/html").end("<p>"));
        router.get("/healthz").handler(context -> context.response().end("lives"));
        router.route().failureHandler(new ProblemAnswers());
        server = access.server(router).listen().await(10, TimeUnit.SECONDS);
    }

    static Served in(Path folder, Limits limits) throws Exception {
        return with(new AccessConfig(new ListenAddress("127.0.0.1", 0), KeyFile.at(folder.resolve("keys.json")), Optional.empty(), Optional.empty(), limits));
    }

    static Served with(AccessConfig config) throws Exception {
        return new Served(config);
    }

    int port() {
        return server.actualPort();
    }

    /** A new key with these scopes. */
    String key(Scope... scopes) throws KeyFileException {
        return keys.add("somebody", Set.of(scopes), Optional.empty(), Instant.now()).bearer();
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return client.send(request(path, token).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String token, HttpRequest.BodyPublisher body) throws Exception {
        return client.send(request(path, token).POST(body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Everything that comes until the other side hangs up. */
    static String rest(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] part = new byte[8_192];
        InputStream in = socket.getInputStream();
        try {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                all.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            return all.toString();
        }
        return all.toString();
    }

    @Override
    public void close() throws TimeoutException {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}
