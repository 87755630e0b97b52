package assay.cli;

import assay.events.RunId;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.Snapshots;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Finds the live server of a data directory, or starts one in the background, as a build daemon does. When two are started at once, the
 * broker's lock decides and the loser connects to the winner.
 */
public final class Servers {
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private final Path dataDirectory;
    private final Extension extension;

    Servers(Path dataDirectory, Extension extension) {
        this.dataDirectory = dataDirectory;
        this.extension = extension;
    }

    /** What the server's services keep of their folds. */
    Snapshots kept() {
        return Snapshots.ofData(dataDirectory);
    }

    /** The live server, if there is one. */
    public Optional<Endpoint> live() throws IOException {
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

    /** The live server; one is started when there is none. An idle server of another build is replaced where that is possible. */
    Endpoint liveOrStarted() throws IOException, InterruptedException {
        return liveOrStarted(words -> System.err.println("assay: " + words));
    }

    /** The same for who has another place for messages. */
    Endpoint liveOrStarted(Consumer<String> say) throws IOException, InterruptedException {
        Optional<Endpoint> live = live();
        if (live.isPresent() && extension.startsServers() && !live.get().build().equals(Build.id())) {
            live = replaced(live.get(), say);
        }
        return live.isPresent() ? live.get() : extension.start(dataDirectory, say);
    }

    private Optional<Endpoint> replaced(Endpoint other, Consumer<String> say) throws InterruptedException {
        String name = "the server of another build (" + other.build() + ", pid " + other.pid() + ")";
        List<RunId> busy = unfinished(other);
        if (!busy.isEmpty()) {
            say.accept("note: " + name + " goes on, because it has unfinished runs: " + named(busy));
            return Optional.of(other);
        }
        say.accept("replacing " + name + ", which has nothing to do");
        end(other);
        return Optional.empty();
    }

    /** Ends a server: with a request that it answers within seconds, else by force. */
    public static void end(Endpoint server) throws InterruptedException {
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

    /** The runs that the server of an endpoint would have to do something for. */
    public List<RunId> unfinished(Endpoint server) {
        return KafkaLog.of(server, kept()).unfinished();
    }

    /** Run ids for a message. */
    public static String named(List<RunId> runs) {
        return runs.stream().map(RunId::value).collect(Collectors.joining(", "));
    }
}
