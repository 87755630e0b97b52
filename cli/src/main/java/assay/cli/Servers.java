package assay.cli;

import assay.events.RunId;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.Snapshots;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the live server of a data directory, or starts one in the background, as a build daemon does. When two are started at once, the
 * broker's lock decides and the loser connects to the winner.
 */
final class Servers {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String FOR_SHORT_LIVES = "-XX:TieredStopAtLevel";
    private static final int LAST_WORDS = 2_000;
    private final Path dataDirectory;

    Servers(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** What the server's services keep of their folds. */
    Snapshots kept() {
        return Snapshots.ofData(dataDirectory);
    }

    /** The live server, if there is one. */
    Optional<Endpoint> live() throws IOException {
        Optional<Endpoint> endpoint = endpoint();
        if (endpoint.isPresent() && !endpoint.get().host().equals(InetAddress.getLocalHost().getHostName())) {
            throw new MisuseException("the server of " + dataDirectory + " runs on host " + endpoint.get().host() + ", and listens only there. "
                    + "Log in there, or choose another --data-dir.");
        }
        return endpoint.filter(Endpoint::live);
    }

    private Optional<Endpoint> endpoint() throws IOException {
        try {
            return Endpoint.read(dataDirectory);
        } catch (AccessDeniedException e) {
            throw new MisuseException("the data directory " + dataDirectory + " cannot be read by " + System.getProperty("user.name")
                    + "; choose your own with --data-dir or ASSAY_DATA_DIR");
        }
    }

    /** The live server; one is started when there is none. An idle server of another build is replaced. */
    Endpoint liveOrStarted() throws IOException, InterruptedException {
        return liveOrStarted(words -> System.err.println("assay: " + words));
    }

    /** The same for who has another place for messages. */
    Endpoint liveOrStarted(Consumer<String> say) throws IOException, InterruptedException {
        Optional<Endpoint> live = live();
        if (live.isPresent() && !live.get().build().equals(Build.id())) {
            live = replaced(live.get(), say);
        }
        return live.isPresent() ? live.get() : started(say);
    }

    private Optional<Endpoint> replaced(Endpoint other, Consumer<String> say) throws InterruptedException {
        String name = "the server of another build (" + other.build() + ", pid " + other.pid() + ")";
        List<RunId> busy = Log.of(dataDirectory, other).unfinished();
        if (!busy.isEmpty()) {
            say.accept("note: " + name + " goes on, because it has unfinished runs: " + named(busy));
            return Optional.of(other);
        }
        say.accept("replacing " + name + ", which has nothing to do");
        end(other);
        return Optional.empty();
    }

    /** Ends a server: with a request that it answers within seconds, else by force. */
    static void end(Endpoint server) throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(server.pid()).filter(handle -> server.live()).orElse(null);
        if (process == null || ended(process, process.destroy())) {
            return;
        }
        process.destroyForcibly();
        if (!ended(process, true)) {
            throw new LogUnavailableException("the server (pid " + server.pid() + ") does not end; stop it and try again");
        }
    }

    private static boolean ended(ProcessHandle process, boolean asked) throws InterruptedException {
        Instant limit = Instant.now().plus(STOPPING);
        while (asked && process.isAlive() && Instant.now().isBefore(limit)) {
            Thread.sleep(LOOK);
        }
        return !process.isAlive();
    }

    private Endpoint started(Consumer<String> say) throws IOException, InterruptedException {
        makeDirectory();
        say.accept("starting the server, which takes some seconds");
        boolean hadLog = EmbeddedBroker.worksOn(dataDirectory);
        Path words = dataDirectory.resolve("server.out");
        Process process = start(words);
        Instant limit = Instant.now().plus(STARTING);
        while (Instant.now().isBefore(limit)) {
            Optional<Endpoint> live = live();
            if (live.isPresent()) {
                if (hadLog) {
                    nameUnfinished(live.get(), say);
                }
                return live.get();
            }
            if (!process.isAlive()) {
                if (process.exitValue() != ServerCommand.LOST_THE_RACE) {
                    throw new LogUnavailableException("the server did not start; its last words, from " + words + ":\n" + tail(words));
                }
                process = start(words);
            }
            Thread.sleep(LOOK);
        }
        throw new LogUnavailableException("the server did not start within " + STARTING.toSeconds() + " s; see " + words);
    }

    private void makeDirectory() {
        try {
            Files.createDirectories(dataDirectory);
        } catch (IOException e) {
            throw new MisuseException("the data directory " + dataDirectory + " cannot be made (" + e + "); choose another with --data-dir or ASSAY_DATA_DIR");
        }
        if (!Files.isWritable(dataDirectory)) {
            throw new MisuseException("the data directory " + dataDirectory + " cannot be written by " + System.getProperty("user.name")
                    + "; choose another with --data-dir or ASSAY_DATA_DIR");
        }
    }

    private void nameUnfinished(Endpoint endpoint, Consumer<String> say) {
        List<RunId> unfinished = Log.of(dataDirectory, endpoint).unfinished();
        if (!unfinished.isEmpty()) {
            say.accept("note: the server that was started goes on with unfinished runs: " + named(unfinished));
        }
    }

    /** Run ids for a message. */
    static String named(List<RunId> runs) {
        return runs.stream().map(RunId::value).collect(Collectors.joining(", "));
    }

    private Process start(Path words) throws IOException {
        Server.checkEnvironment();
        return new ProcessBuilder(command()).directory(new File("/")).redirectInput(new File("/dev/null")).redirectOutput(words.toFile())
                .redirectErrorStream(true).start();
    }

    /** This JVM's own command, in a session of its own, so that neither an interrupt at the terminal nor its loss reaches it. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> !option.startsWith(FOR_SHORT_LIVES)).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Assay.class.getName(), "server", "--background",
                "--data-dir", dataDirectory.toString()));
        return command;
    }

    private static String tail(Path words) throws IOException {
        String text = Files.readString(words);
        return text.substring(Math.max(0, text.length() - LAST_WORDS)).strip();
    }
}
