package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.events.RecipeEvent;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Asks for a new run and stays with it to its end, with the options for that. */
final class CarryThrough {
    @Option(names = "--detach", description = "Print the run's id, return at once, and leave the run going.")
    private boolean detach;

    @Option(names = "--strict", description = "Exit with 2 when the verdict is SUSPECT.")
    private boolean strict;

    /** Whether the run is to be left going at once. */
    boolean detached() {
        return detach;
    }

    /**
     * Carries it through; gives the exit code.
     *
     * @param servers where another server is found when this one is gone; empty when it is in this process
     * @param output  where the results go; made already
     */
    int through(Session session, Optional<Servers> servers, RunId run, RecipeEvent request, Path output) throws Exception {
        if (detach) {
            session.publish(run, request);
            System.out.println(run);
            return ExitCode.DONE;
        }
        Watch watch = new Watch(session, servers, run, ShortIds.alone(run), Console.display(ShortIds.alone(run), output));
        watch.cancelOnInterrupt();
        session.publish(run, request);
        Optional<Snapshot> over = watch.toTheEnd();
        over.ifPresent(end -> Console.tell(end, ShortIds.alone(run)));
        OutputDirectory.removeIfEmpty(output);
        return over.filter(end -> !watch.interrupted()).map(end -> ExitCode.of(end.run(), strict)).orElse(ExitCode.INTERRUPTED);
    }
}
