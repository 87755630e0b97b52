package assay.cli;

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
        try (Session session = Session.open(new Servers(data.path()).liveOrStarted())) {
            session.publish(run, options.submission(run));
        }
        System.out.println(run);
        return ExitCode.DONE;
    }
}
