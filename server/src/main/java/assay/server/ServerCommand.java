package assay.server;

import assay.cli.DataDirectoryOption;
import assay.cli.ExitCode;
import assay.cli.Logging;
import assay.cli.MisuseException;
import assay.cli.Servers;
import assay.events.RunId;
import assay.gateway.GatewayConfig;
import assay.gateway.access.AccessConfig;
import assay.log.DataDirectoryInUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server here until it is told to stop. */
@Command(name = "server", synopsisSubcommandLabel = "[COMMAND]", subcommands = ServerStopCommand.class,
        description = "Run the server in the foreground until it is told to stop. "
        + "Other commands start one in the background by themselves; its log is server.log in the data directory.")
final class ServerCommand implements Callable<Integer> {
    /** Exit code of a server in the background that found another process at work on the data directory (EX_TEMPFAIL). */
    static final int LOST_THE_RACE = 75;
    private static final Duration LAST_STEPS = Duration.ofSeconds(30);
    private static final int IDLE_MINUTES = 10;

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--idle-minutes", paramLabel = "N", description = "End when no run was under way for N minutes (default: never).")
    private Optional<Integer> idleMinutes = Optional.empty();

    @Option(names = "--http", paramLabel = "HOST:PORT", arity = "0..1", fallbackValue = "127.0.0.1:8080",
            description = "Serve the HTTP API too, to whoever has a key (127.0.0.1:8080 unless told). ASSAY_KEYS, ASSAY_TLS_CERT, ASSAY_OUTPUT_ROOT and others say the rest.")
    private Optional<String> http = Optional.empty();

    @Option(names = "--background", hidden = true, description = "As another command starts it: log into a file, end when idle.")
    private boolean background;

    /** The directory that it works on. */
    Path dataDirectory() {
        return data.path();
    }

    @Override
    public Integer call() throws Exception {
        if (!background) {
            Logging.toStandardError();
            return serve(idleMinutes);
        }
        Logging.toFile(data.path());
        try {
            return serve(idleMinutes.or(() -> Optional.of(IDLE_MINUTES)));
        } catch (DataDirectoryInUseException e) {
            return LOST_THE_RACE;
        }
    }

    private int serve(Optional<Integer> idleMinutes) throws Exception {
        Path directory = data.path();
        CountDownLatch closed = new CountDownLatch(1);
        Optional<GatewayConfig> gateway = http.map(this::gateway);
        try (Server server = Server.start(directory, gateway)) {
            stopWhenTold(server, closed);
            idleMinutes.ifPresent(minutes -> server.endWhenIdle(Duration.ofMinutes(minutes)));
            say("the server is ready; its data is in " + directory + ", Kafka listens at " + server.endpoint().address());
            server.httpPort().ifPresent(port -> say("the API is served at " + address(gateway.orElseThrow().access(), port)));
            List<RunId> unfinished = server.unfinished();
            if (!unfinished.isEmpty()) {
                say("it goes on with unfinished runs: " + Servers.named(unfinished));
            }
            Server.Ending ending = server.awaitEnd();
            if (ending.failed()) {
                say("the server ends: " + ending.reason());
            }
            return ending.failed() ? ExitCode.FAILED : ExitCode.DONE;
        } finally {
            closed.countDown();
        }
    }

    private static String address(AccessConfig access, int port) {
        Path first = access.keys().firstKey();
        return (access.tls().isPresent() ? "https://" : "http://") + access.listen().host() + ":" + port + ", for the keys in " + access.keys().path()
                + (Files.exists(first) ? "; the administrator's lies in " + first : "");
    }

    private GatewayConfig gateway(String listen) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("ASSAY_HTTP_LISTEN", listen);
        environment.put("ASSAY_DATA_DIR", data.path().toString());
        try {
            return GatewayConfig.of(environment, System.getProperty("user.home"));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private static void say(String words) {
        System.err.println("assay: " + words);
    }

    /** A signal begins the process's end; this holds it back until the server is closed. (Not until its thread ends: that waits in exit for this.) */
    private static void stopWhenTold(Server server, CountDownLatch closed) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.stop();
            try {
                closed.await(LAST_STEPS.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "assay-stop"));
    }
}
