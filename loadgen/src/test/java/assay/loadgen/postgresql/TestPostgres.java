package assay.loadgen.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of this machine's packages, in a folder and on a port of its own, under an account that is not root's. */
final class TestPostgres {
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");

    private final Path bin;
    private final Path folder;
    private final int port;

    private TestPostgres(Path bin, Path folder, int port) {
        this.bin = bin;
        this.folder = folder;
        this.port = port;
    }

    /** Where the server's programs are; empty when the machine has none. */
    static Optional<Path> programs() {
        try (Stream<Path> versions = Files.isDirectory(PACKAGES) ? Files.list(PACKAGES) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin")).filter(bin -> Files.isExecutable(bin.resolve("initdb"))).max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TestPostgres start() throws IOException, InterruptedException {
        TestPostgres server = new TestPostgres(programs().orElseThrow(), Files.createTempDirectory("loadgen-pg"), freePort());
        server.begin();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void begin() throws IOException, InterruptedException {
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        run(asItself(bin.resolve("initdb").toString(), "-D", folder + "/data", "-U", "bench", "-A", "scram-sha-256", "--pwfile=" + password));
        run(asItself(bin.resolve("pg_ctl").toString(), "-D", folder + "/data", "-w", "-l", folder + "/log", "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder + " -c fsync=off", "start"));
    }

    int port() {
        return port;
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** The rows of a query as psql prints them, fields apart by {@code |}. */
    String query(String sql) throws IOException, InterruptedException {
        return run(client("psql", "-X", "-A", "-t", "-c", sql)).strip();
    }

    /** What pgbench prints. */
    String pgbench(String... arguments) throws IOException, InterruptedException {
        return run(client("pgbench", arguments));
    }

    private List<String> client(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "PGPASSWORD=secret", "PGHOST=127.0.0.1", "PGPORT=" + port, "PGUSER=bench", "PGDATABASE=postgres",
                bin.resolve(program).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> asItself(String... command) {
        List<String> all = new ArrayList<>(isRoot() ? List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") : List.of());
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("loadgen-pg", ".out");
        Process process = new ProcessBuilder(command).directory(Path.of("/tmp").toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        int exit = process.waitFor();
        String said = Files.readString(out);
        Files.delete(out);
        if (exit != 0) {
            throw new IllegalStateException(command + " ended with " + exit + ": " + said);
        }
        return said;
    }

    void stop() throws IOException, InterruptedException {
        run(asItself(bin.resolve("pg_ctl").toString(), "-D", folder + "/data", "-w", "-m", "immediate", "stop"));
        run(List.of("rm", "-rf", folder.toString()));
    }
}
