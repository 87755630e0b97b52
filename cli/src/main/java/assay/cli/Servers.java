package assay.cli;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the live server of a data directory, or starts one in the background, as a build daemon does. When two are started at once, the
 * broker's lock decides and the loser connects to the winner.
 */
final class Servers {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int IDLE_MINUTES = 10;
    private static final int LAST_WORDS = 2_000;
    private final Path dataDirectory;

    Servers(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** The live server, if there is one. */
    Optional<Endpoint> live() throws IOException {
        Optional<Endpoint> endpoint = Endpoint.read(dataDirectory);
        if (endpoint.isPresent() && !endpoint.get().host().equals(InetAddress.getLocalHost().getHostName())) {
            throw new MisuseException("the server of " + dataDirectory + " runs on host " + endpoint.get().host() + ", and listens only there. "
                    + "Log in there, or choose another --data-dir.");
        }
        return endpoint.filter(found -> ProcessHandle.of(found.pid()).filter(ProcessHandle::isAlive).isPresent());
    }

    /** The live server; one is started when there is none. An idle server of another build is replaced. */
    Endpoint liveOrStarted() throws IOException, InterruptedException {
        Optional<Endpoint> live = live();
        if (live.isPresent() && !live.get().build().equals(Build.id())) {
            live = replaced(live.get());
        }
        return live.isPresent() ? live.get() : started();
    }

    private Optional<Endpoint> replaced(Endpoint other) throws InterruptedException {
        List<RunId> busy = new ArrayList<>();
        try (Session session = Session.open(other)) {
            Runs runs = Runs.of(session.logId());
            session.read(Topic.JOBS, Optional.empty(), runs::take);
            runs.all().stream().filter(run -> !run.finished() || run.reportDue()).map(Run::id).forEach(busy::add);
        }
        if (!busy.isEmpty()) {
            System.err.println("assay: note: the server of another build (" + other.build() + ", pid " + other.pid() + ") goes on, because it has " + busy.size()
                    + " run(s) under way: " + busy);
            return Optional.of(other);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(other.pid());
        process.ifPresent(ProcessHandle::destroy);
        Instant limit = Instant.now().plus(STARTING);
        while (process.filter(ProcessHandle::isAlive).isPresent() && Instant.now().isBefore(limit)) {
            Thread.sleep(LOOK);
        }
        return Optional.empty();
    }

    private Endpoint started() throws IOException, InterruptedException {
        Files.createDirectories(dataDirectory);
        Path log = dataDirectory.resolve("server.log");
        Process process = new ProcessBuilder(command()).directory(new File("/")).redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).redirectErrorStream(true).start();
        Instant limit = Instant.now().plus(STARTING);
        while (Instant.now().isBefore(limit)) {
            Optional<Endpoint> live = live();
            if (live.isPresent()) {
                return live.get();
            }
            if (!process.isAlive() && live().isEmpty()) {
                throw new LogUnavailableException("the server did not start; its log " + log + " ends with:\n" + tail(log));
            }
            Thread.sleep(LOOK);
        }
        throw new LogUnavailableException("the server did not start within " + STARTING.toSeconds() + " s; see " + log);
    }

    /** A session of its own, so that an interrupt at the terminal does not reach it. */
    private List<String> command() {
        List<String> command = new ArrayList<>(List.of("setsid", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED", "-Dassay.build=" + Build.id(),
                "-cp", System.getProperty("java.class.path"), Assay.class.getName(), "server", "--data-dir", dataDirectory.toString(),
                "--idle-minutes", Integer.toString(IDLE_MINUTES)));
        return command;
    }

    private static String tail(Path log) throws IOException {
        String text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - LAST_WORDS)).strip();
    }
}
