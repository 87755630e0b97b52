package assay.cli;

import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.nio.file.Path;
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

    @Option(names = "--detach", description = "Return when the run is accepted, and leave it going.")
    private boolean detach;

    @Option(names = "--foreground", description = "Keep everything in this process instead of a server in the background.")
    private boolean foreground;

    @Option(names = "--strict", description = "Exit with 2 when the verdict is SUSPECT.")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        RunId run = RecipeFile.newRun();
        RecipeSubmitted submission = options.submission(run);
        if (foreground) {
            if (new Servers(data.path()).live().isPresent()) {
                throw new MisuseException("a server works on " + data.path() + " already; leave --foreground out, or name another --data-dir");
            }
            try (Server server = Server.start(data.path()); Session session = Session.open(server.endpoint())) {
                return carryThrough(session, run, submission);
            }
        }
        try (Session session = Session.open(new Servers(data.path()).liveOrStarted())) {
            return carryThrough(session, run, submission);
        }
    }

    private int carryThrough(Session session, RunId run, RecipeSubmitted submission) throws Exception {
        session.publish(run, submission);
        if (detach) {
            System.out.println(run);
            return ExitCode.DONE;
        }
        return new Watch(session, run, Path.of(submission.outputDirectory())).toTheEnd(true, strict);
    }
}
