package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import assay.cluster.Eventually;
import assay.events.recipe.Connect;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A real sshd on a loopback port, with keys and a configuration of its own, which lets in nobody but the account of the tests. */
final class TestSshd implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final Path directory;
    private final int port;
    private final String variables;
    private Process process;

    private TestSshd(Path directory, int port, String variables) {
        this.directory = directory;
        this.port = port;
        this.variables = variables;
    }

    /** Started in a directory; a test is aborted where there is no sshd. */
    static TestSshd start(Path directory) {
        return start(directory, "");
    }

    /** The same with further variables, each {@code NAME=value}, in the environment of whoever logs in. */
    static TestSshd start(Path directory, String variables) {
        if (!Files.isExecutable(SSHD)) {
            return abort("there is no " + SSHD + " on this machine");
        }
        try {
            TestSshd sshd = new TestSshd(directory, freePort(), variables);
            sshd.prepare();
            sshd.listen();
            return sshd;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void prepare() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        // Where sshd is root it wants this directory of its own, which a machine that boots it has.
        if ("root".equals(System.getProperty("user.name"))) {
            Files.createDirectories(Path.of("/run/sshd"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        for (String key : List.of("host", "login")) {
            run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", directory.resolve(key).toString()));
        }
        Files.copy(directory.resolve("login.pub"), directory.resolve("authorized"));
        Files.writeString(directory.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/host
                PidFile none
                AuthorizedKeysFile %s/authorized
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 100
                PrintMotd no
                SetEnv SBATCH_PARTITION=no_such SQUEUE_STATES=SUSPENDED SLURM_TIME_FORMAT=relative %s %s
                """.formatted(port, directory, directory, variables, Optional.ofNullable(System.getenv("SLURM_CONF")).map(file -> "SLURM_CONF=" + file).orElse("ASSAY_TEST=1")));
        Files.writeString(directory.resolve("ssh_config"), configuration(port));
    }

    /** What a client needs that goes by this port. */
    String configuration(int through) throws IOException {
        Files.writeString(directory.resolve("known." + through), "[127.0.0.1]:" + through + " " + Files.readString(directory.resolve("host.pub")));
        return """
                Host *
                  Port %d
                  IdentityFile %s/login
                  IdentitiesOnly yes
                  IdentityAgent none
                  UserKnownHostsFile %s/known.%d
                  GlobalKnownHostsFile none
                """.formatted(through, directory, directory, through);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).redirectInput(new File("/dev/null")).start().waitFor()).as(command.getFirst()).isZero();
    }

    /** Lets connections in. */
    void listen() throws IOException {
        process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", directory.resolve("sshd_config").toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        Eventually.until(LIMIT, this::answers, up -> up);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** How the account of the tests gets in. */
    Connect connect() {
        return connect(directory.resolve("ssh_config"));
    }

    /** The same by another configuration. */
    Connect connect(Path configuration) {
        return Connect.bySsh(System.getProperty("user.name") + "@127.0.0.1", 0, List.of(), configuration.toString());
    }

    /** A configuration by another port, such as that of a relay. */
    Connect through(int relay) {
        try {
            return connect(Files.writeString(directory.resolve("ssh_config." + relay), configuration(relay)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration of a cluster that is reached this way, with the socket of the connection in a directory of the test's. */
    SshConfig config(Connect connect) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.put("XDG_RUNTIME_DIR", directory.toString());
        return new SshConfig(connect, environment, directory, LIMIT);
    }

    /** The sockets of connections that are there. */
    List<Path> sockets() {
        try (var files = Files.list(directory.resolve("assay"))) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The processes that serve connections. */
    List<ProcessHandle> connections() {
        return process.children().toList();
    }

    /** Lets no further connection in, and ends those that are there. */
    void refuse() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
