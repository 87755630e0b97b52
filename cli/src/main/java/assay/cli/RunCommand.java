package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a recipe and waits for its end. */
@Command(name = "run", description = "Run a recipe and wait for its report. Ctrl-C cancels the run and waits for its clean-up.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private SubmissionOptions options = new SubmissionOptions();

    @Option(names = "--detach", description = "Print the run's id, return at once, and leave the run going.")
    private boolean detach;

    @Option(names = "--foreground", description = "Keep everything in this process instead of a server in the background.")
    private boolean foreground;

    @Option(names = "--strict", description = "Exit with 2 when the verdict is SUSPECT.")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        if (foreground && detach) {
            throw new MisuseException("--detach leaves the run to a server in the background, which --foreground forbids; leave one of them out");
        }
        Servers servers = new Servers(data.path());
        if (foreground && servers.live().isPresent()) {
            throw new MisuseException("a server works on " + data.path() + " already; leave --foreground out, or name another --data-dir");
        }
        RunId run = RecipeFile.newRun();
        RecipeSubmitted submission = options.submission(run);
        if (foreground) {
            Logging.toFile(data.path());
            System.err.println("assay: starting the services in this process, which takes some seconds");
            try (Server server = Server.start(data.path()); Session session = Session.open(server.endpoint())) {
                return carryThrough(session, Optional.empty(), run, submission);
            }
        }
        try (Session session = Session.open(servers.liveOrStarted())) {
            return carryThrough(session, Optional.of(servers), run, submission);
        }
    }

    private int carryThrough(Session session, Optional<Servers> servers, RunId run, RecipeSubmitted submission) throws Exception {
        if (detach) {
            session.publish(run, submission);
            System.out.println(run);
            return ExitCode.DONE;
        }
        Path output = Path.of(submission.outputDirectory());
        Watch watch = new Watch(session, servers, run, ShortIds.alone(run), Console.display(ShortIds.alone(run), output));
        watch.cancelOnInterrupt();
        session.publish(run, submission);
        Optional<Snapshot> over = watch.toTheEnd();
        over.ifPresent(end -> Console.tell(end, ShortIds.alone(run)));
        OutputDirectory.removeIfEmpty(output);
        return over.filter(end -> !watch.interrupted()).map(end -> ExitCode.of(end.run(), strict)).orElse(ExitCode.INTERRUPTED);
    }
}
