package assay.cluster.staging;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.ArtifactStore.Order;
import assay.cluster.ArtifactStore.Outcome;
import assay.cluster.ArtifactStore.Outcome.Abandoned;
import assay.cluster.ArtifactStore.Outcome.Failed;
import assay.cluster.ArtifactStore.Outcome.Refused;
import assay.cluster.ArtifactStore.Outcome.Staged;
import assay.cluster.Eventually;
import assay.events.recipe.Artifact;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine, by the curl of this machine. */
@Timeout(60)
class DownloadTest {
    private static final byte[] BODY = "weights\n".getBytes(StandardCharsets.UTF_8);
    @TempDir
    private Path home;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private SharedCache cache;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model.gguf", exchange -> answer(exchange, 200, BODY));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/model.gguf");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(BODY);
            exchange.getResponseBody().flush();
            asked.countDown();
            await(over);
        });
        server.setExecutor(threads);
        server.start();
        cache = SharedCache.of(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")), Optional.empty());
    }

    @AfterEach
    void close() {
        over.countDown();
        cache.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldBringAFileOnce() {
        // given
        Order order = order("/moved?download=true", Sha256.of("weights\n"));

        // when
        Outcome first = cache.stage(order);
        server.stop(0);
        Outcome second = cache.stage(order);

        // then
        Path place = home.resolve(".cache/assay/sha256").resolve(Sha256.of("weights\n")).resolve("moved");
        assertThat(first).isEqualTo(new Staged("file", place.toString(), Sha256.of("weights\n"), BODY.length, false));
        assertThat(second).isEqualTo(new Staged("file", place.toString(), Sha256.of("weights\n"), BODY.length, true));
        assertThat(place).hasBinaryContent(BODY);
    }

    @Test
    void shouldRefuseAnotherFileThanTheRecipeMeans() {
        // when
        Outcome outcome = cache.stage(order("/model.gguf", "0".repeat(64)));

        // then
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reason()).endsWith("has the sha256 " + Sha256.of("weights\n"));
        assertThat(home.resolve(".cache/assay/sha256")).doesNotExist();
    }

    @Test
    void shouldTellInCurlsWordsWhatWentWrong() {
        // given
        Order there = order("/model.gguf", "0".repeat(64));

        // when
        Outcome missing = cache.stage(order("/nothing-here", "0".repeat(64)));
        server.stop(0);
        Outcome silent = cache.stage(there);

        // then
        assertThat(missing).isInstanceOf(Refused.class);
        assertThat(((Refused) missing).reason()).contains("404");
        assertThat(silent).isInstanceOf(Failed.class);
        assertThat(((Failed) silent).reason()).contains("curl: (7)");
    }

    @Test
    void shouldEndWhatNobodyWantsAnyMore() throws Exception {
        // given
        String address = address("/endless");
        CompletableFuture<Outcome> outcome = CompletableFuture.supplyAsync(() -> cache.stage(order("/endless", "0".repeat(64))), threads);
        asked.await();

        // when
        cache.abandon("run");

        // then
        assertThat(outcome.get()).isEqualTo(new Abandoned());
        assertThat(Eventually.until(Duration.ofSeconds(10), () -> processes(address), count -> count == 0)).as("processes that ask for it").isZero();
        assertThat(home.resolve(".cache/assay/work")).isEmptyDirectory();
        assertThat(cache.stage(order("/model.gguf", Sha256.of("weights\n")))).as("what is asked for behind that").isEqualTo(new Abandoned());
        assertThat(Files.exists(home.resolve(".cache/assay/sha256"))).isFalse();
    }

    private static long processes(String words) {
        return ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(words)).count();
    }

    private Order order(String path, String sha256) {
        return new Order("run", Artifact.read(address(path) + "#sha256=" + sha256).orElseThrow(), "");
    }

    private String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
