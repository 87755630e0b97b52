package assay.cli;

import assay.log.LoopFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server here until it is told to stop. */
@Command(name = "server", description = "Run the server in the foreground until it is told to stop.")
final class ServerCommand implements Callable<Integer> {
    private static final Duration LAST_STEPS = Duration.ofSeconds(15);

    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--idle-minutes", paramLabel = "N", description = "End when no run was under way for N minutes (default: never).")
    private Optional<Integer> idleMinutes = Optional.empty();

    @Override
    public Integer call() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Server server = Server.start(data.path())) {
            idleMinutes.ifPresent(minutes -> server.endWhenIdle(Duration.ofMinutes(minutes)));
            stopWhenTold(server, closed);
            System.err.println("assay: the server is ready; its log is in " + data.path() + ", Kafka listens at " + server.endpoint().address());
            Optional<LoopFailure> failure = server.awaitEnd();
            failure.ifPresent(why -> System.err.println("assay: the server ends: " + why.reason()));
            return failure.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
        } finally {
            closed.countDown();
        }
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
