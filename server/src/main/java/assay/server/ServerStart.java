package assay.server;

import assay.cli.MisuseException;
import assay.cli.Servers;
import assay.events.RunId;
import assay.log.EmbeddedBroker;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts the server of a data directory in the background. Where two are started at once, the loser of the race ends, and both get the winner. */
final class ServerStart {
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final String FOR_SHORT_LIVES = "-XX:TieredStopAtLevel";
    private static final int LAST_WORDS = 2_000;
    private final Path dataDirectory;
    private final Servers servers;

    ServerStart(Path dataDirectory, Servers servers) {
        this.dataDirectory = dataDirectory;
        this.servers = servers;
    }

    /** Returns when it is live. */
    Endpoint start(Consumer<String> say) throws IOException, InterruptedException {
        makeDirectory();
        say.accept("starting the server, which takes some seconds");
        boolean hadLog = EmbeddedBroker.worksOn(dataDirectory);
        Path words = dataDirectory.resolve("server.out");
        Process process = start(words);
        Instant limit = Instant.now().plus(STARTING);
        while (Instant.now().isBefore(limit)) {
            Optional<Endpoint> live = servers.live();
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
        List<RunId> unfinished = servers.unfinished(endpoint);
        if (!unfinished.isEmpty()) {
            say.accept("note: the server that was started goes on with unfinished runs: " + Servers.named(unfinished));
        }
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
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName(), "server", "--background",
                "--data-dir", dataDirectory.toString()));
        return command;
    }

    private static String tail(Path words) throws IOException {
        String text = Files.readString(words);
        return text.substring(Math.max(0, text.length() - LAST_WORDS)).strip();
    }
}
