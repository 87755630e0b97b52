package assay.cli;

import assay.log.LoopFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the server here until it is told to stop. */
@Command(name = "server", description = "Run the server in the foreground until it is told to stop.")
final class ServerCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--idle-minutes", paramLabel = "N", description = "End when no run was under way for N minutes (default: never).")
    private Optional<Integer> idleMinutes = Optional.empty();

    @Override
    public Integer call() throws Exception {
        try (Server server = Server.start(data.path())) {
            idleMinutes.ifPresent(minutes -> server.endWhenIdle(Duration.ofMinutes(minutes)));
            Thread stopped = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.stop();
                join(stopped);
            }, "assay-stop"));
            System.err.println("assay: the server is ready; its log is in " + data.path() + ", Kafka listens at " + server.endpoint().address());
            Optional<LoopFailure> failure = server.awaitEnd();
            failure.ifPresent(why -> System.err.println("assay: the server ends: " + why.reason()));
            return failure.isPresent() ? ExitCode.FAILED : ExitCode.DONE;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
