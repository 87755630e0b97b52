package assay.cli;

import assay.cli.Watched.Snapshot;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cancels a run. */
@Command(name = "cancel", description = "Cancel a run: its jobs are stopped and cleaned up.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "RUN", description = "The run's id, a unique beginning of it, or 'latest'.")
    private String run = "";

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        Named named = RunArgument.named(server.connection(), run);
        if (named.log().imported().file(named.id()).isPresent()) {
            throw new MisuseException("run " + named.shortId() + " is imported: it ran elsewhere and is over, so there is nothing to cancel");
        }
        Optional<Snapshot> over = named.over();
        if (over.isPresent()) {
            System.err.println("assay: run " + named.shortId() + " is over already: " + ListedRun.state(over.get().run()));
            return ExitCode.DONE;
        }
        try (Session session = named.connection().session()) {
            session.cancel(named.id(), reason, false);
        }
        System.err.println("assay: run " + named.shortId() + " will be stopped and cleaned up; `assay watch " + named.shortId() + "` shows it");
        return ExitCode.DONE;
    }
}
