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
    private ServerOptions server = new ServerOptions();

    @Mixin
    private SubmissionOptions options = new SubmissionOptions();

    @Override
    public Integer call() throws Exception {
        Connection connection = server.connection();
        RunId proposed = RecipeFile.newRun();
        options.refuseOutput(connection.far());
        RecipeSubmitted submission = options.submission(proposed, connection.far());
        RunId run;
        try (Session session = connection.session()) {
            run = session.submit(proposed, submission);
            session.leave();
        }
        System.out.println(run);
        return ExitCode.DONE;
    }
}
