package assay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.FileFact;
import assay.events.JobEvent;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.gateway.RawClient.Answer;
import assay.gateway.access.IssuedKey;
import assay.gateway.access.KeyFile;
import assay.gateway.access.Scope;
import assay.testkit.SampleRun;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gateway as one who means ill finds it: every operation of the contract by every wrong key, and every way out of the folders that it serves. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SecurityTest {
    private static final RunId RUN = SampleRun.RUN;
    private static final String SECRET = "nobody's business";
    private static final byte[] REPORT = "<h1>report</h1>".getBytes(StandardCharsets.UTF_8);
    private static final List<String> WAYS_OUT = List.of("..", "../..", "../secret.txt", "..%2fsecret.txt", "%2e%2e%2fsecret.txt", "%2e%2e/secret.txt", "..%252fsecret.txt",
            "%252e%252e%252fsecret.txt", "....//secret.txt", "..;/secret.txt", "..%5csecret.txt", "%c0%ae%c0%ae%c0%afsecret.txt", "/etc/passwd", "%2fetc%2fpasswd",
            "%252fetc%252fpasswd", "file:%2f%2f%2fetc%2fpasswd", "secret.txt", "secret.txt%00.html", "report.html%00", "%00", "report%2f..%2f..%2fsecret.txt", "~", "-", "*",
            "report.html%0d%0aSet-Cookie:%20x=y", "%ff", "%", "%zz", "a".repeat(4_000));
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway();
    private static Path output;

    @BeforeAll
    static void writeRun() throws Exception {
        output = GATEWAY.outputRoot().resolve(RUN.value());
        Files.createDirectories(output.resolve("report"));
        Files.createDirectories(output.resolve("logs"));
        Files.write(output.resolve("report/report.html"), REPORT);
        Files.writeString(output.resolve("secret.txt"), SECRET);
        Files.writeString(output.resolve("logs/secret.txt"), SECRET);
        Files.writeString(GATEWAY.outputRoot().resolve("secret.txt"), SECRET);
        Files.createSymbolicLink(output.resolve("report/link.html"), output.resolve("secret.txt"));
        GATEWAY.log().write(run());
        GATEWAY.await("/v1/runs/" + RUN, run -> !run.path("verdict").asString().isEmpty());
    }

    /** Its report lists files that whoever wrote the log would like to be handed out. */
    private static List<Envelope> run() {
        List<Envelope> log = new ArrayList<>(SampleRun.log(2, 20));
        Envelope first = log.getFirst();
        RecipeSubmitted s = ((RunRequested) first.event()).submission();
        log.set(0, new Envelope(first.id(), first.run(), first.source(), first.time(), "", new RunRequested(
                new RecipeSubmitted(s.text(), s.sourceName(), s.mode(), s.overrides(), s.labels(), s.files(), output.toString(), "grace"))));
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        List<FileFact> listed = Stream.of("report/report.html", "report/../../secret.txt", "/etc/passwd", "../secret.txt").map(path -> FileFact.of(path,
                path.endsWith("html") ? REPORT : secret)).toList();
        log.add(new Envelope(new EventId("report"), RUN, "/assay/report", log.getLast().time().plusSeconds(1), "", new ReportPublished(JobEvent.Verdict.VALID, List.of(),
                JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(), 143, 60, listed, Instant.EPOCH)));
        return log;
    }

    @AfterEach
    void shouldServeOn() throws Exception {
        assertThat(GATEWAY.get("/v1/runs/" + RUN).statusCode()).isEqualTo(200);
    }

    static List<Endpoint> endpoints() {
        return Contract.bundled().endpoints();
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldServeNobodyWithoutAGoodKey(Endpoint endpoint) throws Exception {
        // given
        KeyFile keys = GATEWAY.keys();
        String expired = keys.add("old", EnumSet.of(Scope.ADMIN), Optional.of(Duration.ofSeconds(1)), Instant.now().minusSeconds(9)).bearer();
        IssuedKey revoked = keys.add("gone", EnumSet.of(Scope.ADMIN), Optional.empty(), Instant.now());
        keys.revoke(revoked.key().id());
        String good = GATEWAY.key();
        // when, then
        assertThat(status(endpoint, "")).isEqualTo(endpoint.scope().isPresent() ? 401 : 200);
        for (String bad : List.of(expired, revoked.bearer(), "assay_aaaaaaaa_" + "A".repeat(43), good.substring(0, good.length() - 1), good + "A", good.toUpperCase(Locale.ROOT),
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.")) {
            assertThat(status(endpoint, bad)).as(bad).isEqualTo(endpoint.scope().isPresent() ? 401 : 200);
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void shouldServeNobodyForWhatHisKeyIsNotGoodFor(Endpoint endpoint) throws Exception {
        // given
        KeyFile keys = GATEWAY.keys();
        Set<Scope> others = EnumSet.of(Scope.SUBMIT, Scope.READ, Scope.CANCEL);
        endpoint.scope().ifPresent(others::remove);
        String narrow = keys.add("narrow", others, Optional.empty(), Instant.now()).bearer();
        // when
        int status = status(endpoint, narrow);
        // then
        assertThat(status).isEqualTo(endpoint.scope().isPresent() ? 403 : 200);
    }

    private static int status(Endpoint endpoint, String token) throws Exception {
        String path = endpoint.path().replace("{id}", RUN.value()).replace("{file}", "report.html").replace("{job}", "db");
        var request = GATEWAY.anonymous(path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (endpoint.method().equals(HttpMethod.POST)) {
            request.header("Content-Type", endpoint.takes().isEmpty() ? "application/json" : endpoint.takes().getFirst()).POST(BodyPublishers.ofString("{}"));
        }
        return GATEWAY.send(request).statusCode();
    }

    static List<String> parameters() {
        return endpoints().stream().filter(endpoint -> endpoint.path().contains("{")).map(endpoint -> endpoint.method() + " " + endpoint.path()).toList();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void shouldLetNobodyOutOfWhatItServes(String operation) throws Exception {
        // given
        String method = operation.split(" ")[0];
        String template = operation.split(" ")[1];
        for (String parameter : template.replaceAll("[^{]*(\\{[a-z]+})[^{]*", "$1 ").strip().split(" ")) {
            for (String way : WAYS_OUT) {
                String path = template.replace(parameter, way).replace("{id}", RUN.value()).replace("{file}", "report.html").replace("{job}", "db");
                // when
                Answer answer = raw(method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nAuthorization: Bearer " + GATEWAY.key() + "\r\n\r\n");
                // then
                assertThat(answer.text()).as(path).doesNotContain(SECRET, "root:", "/etc/passwd:");
                assertThat(answer.status()).as(path).isBetween(200, 499);
                assertThat(answer.headers()).as(path).doesNotContainKey("set-cookie");
            }
        }
    }

    @Test
    void shouldHandOutNoFileOutsideThoughTheLogListsIt() throws Exception {
        // when
        String listed = GATEWAY.get("/v1/runs/" + RUN + "/report").body();
        // then
        assertThat(listed).contains("report.html");
        for (String path : List.of("..%2F..%2Fsecret.txt", "report%2F..%2F..%2Fsecret.txt", "%2Fetc%2Fpasswd", "..%2Fsecret.txt", "secret.txt", "passwd", "link.html")) {
            assertThat(GATEWAY.get("/v1/runs/" + RUN + "/report/" + path).body()).as(path).doesNotContain(SECRET, "root:");
        }
        assertThat(GATEWAY.get("/v1/runs/" + RUN + "/report/report.html").headers().firstValue("Content-Security-Policy").orElse("")).contains("sandbox", "style-src 'unsafe-inline'");
    }

    @Test
    void shouldNotKeepAnswersThatNobodyTakes() throws Exception {
        // given
        byte[] requests = "GET /v1/openapi.yaml HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        long before = used();
        try (Socket socket = new Socket("127.0.0.1", GATEWAY.port())) {
            // when
            boolean hungUp = false;
            for (int i = 0; i < 200 && !hungUp; i++) {
                hungUp = !sent(socket, requests);
            }
            // then
            assertThat(used() - before).isLessThan(100 << 20);
        }
    }

    private static boolean sent(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.setSoTimeout(1);
            Thread writer = Thread.ofVirtual().start(() -> write(socket, bytes));
            return writer.join(Duration.ofSeconds(1)) && !socket.isClosed();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException hungUp) {
            try {
                socket.close();
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Answer raw(String request) throws IOException {
        RawClient client = new RawClient(GATEWAY.port());
        try {
            return client.send(request.getBytes(StandardCharsets.ISO_8859_1), false);
        } finally {
            client.close();
        }
    }
}
