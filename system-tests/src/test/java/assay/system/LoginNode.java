package assay.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.stream.Stream;

/**
 * A login node: an sshd on a loopback port, the only door to the cluster for the account that Assay runs as there. Run directories lie where that account
 * may not look. The connection can be cut, refused and frozen.
 */
final class LoginNode implements AutoCloseable {
    static final String ASSAY = "daemon";
    static final String CLUSTER = "bench";
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final Path directory;
    private final Path runs;
    private final int port;
    private Process sshd;

    private LoginNode(Path directory, Path runs, int port) {
        this.directory = directory;
        this.runs = runs;
        this.port = port;
    }

    /** Opens the door, and gives the place of work a profile {@code far} that leads through it. Skipped where root is needed and not there. */
    static LoginNode open(Workbench workbench) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can play two accounts");
        assumeTrue(Files.isExecutable(SSHD), "there is no sshd; `dev/test --install` brings one");
        assumeTrue(Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(CLUSTER + ":")), "there is no user " + CLUSTER);
        Path directory = Files.createDirectory(workbench.directory().resolve("sshd"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path runs = Files.createTempDirectory(Path.of("/tmp"), "assaytest-runs-");
        own(runs, CLUSTER);
        LoginNode node = new LoginNode(directory, runs, freePort());
        node.prepare(workbench);
        node.listen();
        return node;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void own(Path path, String user) throws IOException {
        Files.setOwner(path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    private void prepare(Workbench workbench) throws IOException {
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : List.of("host", "login")) {
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(key).toString()).start().onExit().join();
        }
        own(directory.resolve("login"), ASSAY);
        Files.writeString(directory.resolve("known"), "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host.pub")));
        Files.writeString(directory.resolve("sshd_config"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/host
                PidFile none
                AuthorizedKeysFile %s/login.pub
                AllowUsers %s
                StrictModes no
                UsePAM yes
                PasswordAuthentication no
                PrintMotd no
                SetEnv SLURM_CONF=%s
                """.formatted(port, directory, directory, CLUSTER, System.getenv().getOrDefault("SLURM_CONF", "/etc/slurm/slurm.conf")));
        Files.writeString(directory.resolve("ssh_config"), """
                Host cluster
                  HostName 127.0.0.1
                  User %s
                  Port %d
                  IdentityFile %s/login
                  IdentitiesOnly yes
                  UserKnownHostsFile %s/known
                """.formatted(CLUSTER, port, directory, directory));
        Path clusters = Files.createDirectories(workbench.directory().resolve(".config/assay/clusters"));
        Files.writeString(clusters.resolve("far.yaml"), """
                profile: 1
                connect: { ssh: cluster, config: %s/ssh_config }
                run_root: %s
                """.formatted(directory, runs));
    }

    /** Lets connections in. */
    void listen() throws IOException {
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", directory.resolve("sshd_config").toString()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()).start();
        Eventually.await("sshd lets connections in", LIMIT, this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends all connections, and lets none in. */
    void cut() {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroyForcibly().onExit().join();
    }

    /** The directories of the runs, as only the cluster's own account sees them. */
    Path runs() {
        return runs;
    }

    /** What runs for a connection: shells and what they started. */
    List<ProcessHandle> connections() {
        return sshd.descendants().toList();
    }

    /** What a temporary directory has of Assay's sessions. */
    static List<Path> leftFiles() {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            return files.filter(file -> file.getFileName().toString().matches("assay\\.[A-Za-z0-9]{10}")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        Installation.remove(runs);
    }
}
