package assay.cli;

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

    @Mixin
    private CarryThrough carried = new CarryThrough();

    @Option(names = "--foreground", description = "Keep everything in this process instead of a server in the background.")
    private boolean foreground;

    @Override
    public Integer call() throws Exception {
        if (foreground && carried.detached()) {
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
                return carried.through(session, Optional.empty(), run, submission, Path.of(submission.outputDirectory()));
            }
        }
        try (Session session = Session.open(servers.liveOrStarted())) {
            return carried.through(session, Optional.of(servers), run, submission, Path.of(submission.outputDirectory()));
        }
    }
}
