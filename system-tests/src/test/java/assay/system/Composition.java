package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startable;

/** Our composition of containers while it is up, by Compose of either generation. */
final class Composition implements AutoCloseable {
    private static final String GATEWAY = "gateway";
    private static final Duration LIMIT = Duration.ofSeconds(240);
    private final Startable whole;
    private final ContainerState gateway;
    private final int port;

    private Composition(Startable whole, ContainerState gateway, int port) {
        this.whole = whole;
        this.gateway = gateway;
        this.port = port;
    }

    /** Starts what a file says, of the images that are there, and waits until its gateway is healthy. */
    static Composition up(Path file) throws IOException {
        int port = freePort();
        return ContainerEngine.composes() ? recent(file.toFile(), port) : older(file.toFile(), port);
    }

    private static Composition recent(File file, int port) {
        ComposeContainer compose = new ComposeContainer(file).withEnv(environment(port)).withPull(false).withBuild(false)
                .waitingFor(GATEWAY, Wait.forHealthcheck().withStartupTimeout(LIMIT));
        return started(compose, port, () -> compose.getContainerByServiceName(GATEWAY));
    }

    private static Composition older(File file, int port) {
        Older compose = new Older(file).withEnv(environment(port)).withPull(false).withBuild(false)
                .waitingFor(GATEWAY, Wait.forHealthcheck().withStartupTimeout(LIMIT));
        return started(compose, port, () -> compose.getContainerByServiceName(GATEWAY));
    }

    private static Composition started(Startable compose, int port, Container gateway) {
        compose.start();
        return new Composition(compose, gateway.find().orElseThrow(), port);
    }

    private static Map<String, String> environment(int port) {
        return Map.of("ASSAY_PORT", Integer.toString(port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where the gateway listens. */
    String server() {
        return "http://127.0.0.1:" + port;
    }

    /** What a command in the gateway's container prints. */
    String said(String... command) {
        try {
            ExecResult result = gateway.execInContainer(command);
            assertThat(result.getExitCode()).as(result.getStderr()).isZero();
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while a container was asked", e);
        }
    }

    @Override
    public void close() {
        whole.stop();
    }

    private interface Container {
        Optional<ContainerState> find();
    }

    /** For Compose 1, which some distributions still have. */
    @SuppressWarnings("deprecation")
    private static final class Older extends DockerComposeContainer<Older> {
        Older(File file) {
            super(file);
        }
    }
}
