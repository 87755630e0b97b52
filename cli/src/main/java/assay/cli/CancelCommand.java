package assay.cli;

import assay.core.run.Run;
import assay.events.RecipeEvent.RunCancelRequested;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cancels a run. */
@Command(name = "cancel", description = "Cancel a run: its jobs are stopped and cleaned up.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why, for the record.")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        try (Log log = Log.read(data)) {
            Run found = log.run(run.name());
            if (found.finished()) {
                System.err.println("assay: run " + found.id() + " is over already: " + ListCommand.state(found));
                return ExitCode.DONE;
            }
            log.session().publish(found.id(), new RunCancelRequested(reason, RecipeFile.submitter(), false));
            System.err.println("assay: run " + found.id() + " will be stopped; `assay watch " + found.id() + "` shows it");
            return ExitCode.DONE;
        }
    }
}
