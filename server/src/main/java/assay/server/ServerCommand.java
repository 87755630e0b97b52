package assay.server;

import assay.cli.DataDirectoryOption;
import assay.cli.ExitCode;
import assay.cli.Logging;
import assay.cli.Servers;
import assay.events.RunId;
import assay.log.DataDirectoryInUseException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
            return serve(data.path(), idleMinutes);
        }
        Logging.toFile(data.path());
        try {
            return serve(data.path(), idleMinutes.or(() -> Optional.of(IDLE_MINUTES)));
        } catch (DataDirectoryInUseException e) {
            return LOST_THE_RACE;
        }
    }

    private static int serve(Path directory, Optional<Integer> idleMinutes) throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Server server = Server.start(directory)) {
            stopWhenTold(server, closed);
            idleMinutes.ifPresent(minutes -> server.endWhenIdle(Duration.ofMinutes(minutes)));
            say("the server is ready; its data is in " + directory + ", Kafka listens at " + server.endpoint().address());
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
