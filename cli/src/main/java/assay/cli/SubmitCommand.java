package assay.cli;

import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Submits a recipe and returns. */
@Command(name = "submit", description = "Submit a recipe; prints the run's id alone.")
final class SubmitCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private SubmissionOptions options = new SubmissionOptions();

    @Override
    public Integer call() throws Exception {
        RunId run = RecipeFile.newRun();
        RecipeSubmitted submission = options.submission(run);
        Servers servers = new Servers(data.path());
        try (Session session = Session.open(servers.liveOrStarted())) {
            session.publish(run, submission);
        }
        // A server that was just about to end took the request, and leaves it to the next one.
        servers.liveOrStarted();
        System.out.println(run);
        return ExitCode.DONE;
    }
}
