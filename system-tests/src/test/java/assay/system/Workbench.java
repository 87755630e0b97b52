package assay.system;

import assay.log.Endpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A place to work at: a data directory and a folder for results, below {@code /tmp} where jobs see it. For one test, or for all of a class when
 * the field is static. When a test fails it tells what was said on the console and in the server's log, and the run's events; at the end it
 * stops the server and whatever else was started.
 */
final class Workbench implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Namespace NAMESPACE = Namespace.create(Workbench.class);
    private final List<Started> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<String> user = Optional.empty();
    private Installation installation;
    private Path directory;
    private final boolean onSlurm;
    private boolean shared;
    private boolean told;

    /** For what needs the Slurm of this machine; skipped where none answers. */
    Workbench() {
        this(true);
    }

    private Workbench(boolean onSlurm) {
        this.onSlurm = onSlurm;
    }

    /** For what does without Slurm. */
    static Workbench withoutSlurm() {
        return new Workbench(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        open(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            open(context);
        }
    }

    private void open(ExtensionContext context) {
        if (onSlurm) {
            Slurm.assumeAnswers();
        }
        installation = context.getRoot().getStore(NAMESPACE).computeIfAbsent("installation", name -> Installation.unpack(), Installation.class);
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "assaytest-");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("ASSAY_DATA_DIR", data().toString());
        environment.put("HOME", directory.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getExecutionException().filter(why -> directory != null).ifPresent(why -> tell(context.getDisplayName()));
        if (!shared) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (shared) {
            context.getExecutionException().filter(why -> directory != null).ifPresent(why -> tell(context.getDisplayName()));
            close();
        }
    }

    /** From here on commands run as this user, to whom the place is given. */
    void becomes(String name) throws IOException {
        user = Optional.of(name);
        Files.setOwner(directory, directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
    }

    /** From here on commands have this variable. */
    void environment(String name, String value) {
        environment.put(name, value);
    }

    Path directory() {
        return directory;
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Where the run's results go. */
    Path output() {
        return directory.resolve("out");
    }

    Installation installation() {
        return installation;
    }

    /** Writes a recipe; gives its file. */
    String recipe(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** Runs a command of the program to its end, as a user does. */
    Ended assay(String... arguments) {
        return startAssay(arguments).await(LIMIT);
    }

    /** Starts a command of the program. */
    Started startAssay(String... arguments) {
        List<String> command = new ArrayList<>(List.of(installation.launcher().toString()));
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts any command in this place. */
    Started start(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT"));
        user.ifPresent(name -> whole.addAll(List.of("setpriv", "--reuid=" + name, "--regid=" + name, "--clear-groups")));
        whole.addAll(command);
        Path out = directory.resolve("command-" + started.size() + ".out");
        Path err = directory.resolve("command-" + started.size() + ".err");
        ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile()).redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            Started process = new Started(builder.start(), String.join(" ", command), out, err);
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events of the last run. */
    RunEvents events() {
        return RunEvents.parse(assay("events", "latest", "--json").out());
    }

    /** Waits until a job of the run has said so much in its event files. */
    void awaitReport(String job, String words) {
        Eventually.await(job + " reports " + words, LIMIT, () -> EventFiles.of(output(), job).stream().anyMatch(text -> text.contains(words)));
    }

    /** The server's process, if there is one. */
    Optional<ProcessHandle> server() {
        try {
            return Endpoint.read(data()).flatMap(endpoint -> ProcessHandle.of(endpoint.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String serverLog() {
        return read(data().resolve("server.log"));
    }

    private void tell(String test) {
        if (told) {
            return;
        }
        told = true;
        StringBuilder text = new StringBuilder("==== " + test + " failed; this is what was said ====\n");
        started.forEach(process -> text.append(process.transcript()).append('\n'));
        text.append("---- server.log\n").append(serverLog());
        if (server().filter(ProcessHandle::isAlive).isPresent()) {
            text.append("---- events\n").append(assay("events", "latest").console());
        }
        System.err.println(text);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "[there is none]\n";
        } catch (IOException e) {
            return "[" + e + "]\n";
        }
    }

    private void close() {
        if (directory == null) {
            return;
        }
        started.reversed().forEach(Started::kill);
        server().ifPresent(Workbench::kill);
        Installation.remove(directory);
        started.clear();
    }

    /** What it has on disk is thrown away, so there is nothing to wait for. */
    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }
}
