package assay.cli;

import assay.cli.Watched.Snapshot;
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

    /** What is asked of a session; gives the run's id. */
    interface Request {
        RunId ask(Session session) throws Exception;
    }

    /** Whether the run is to be left going at once. */
    boolean detached() {
        return detach;
    }

    /**
     * Carries it through; gives the exit code.
     *
     * @param output where the results go as somebody said; made already
     */
    int through(Session session, Request request, Optional<Path> output) throws Exception {
        if (detach) {
            System.out.println(request.ask(session));
            return ExitCode.DONE;
        }
        Interruption interruption = Interruption.begin();
        RunId run = request.ask(session);
        Path results = RecipeFile.output(run, output);
        Place place = Place.here(results);
        Watch watch = new Watch(session, run, ShortIds.alone(run), Console.display(ShortIds.alone(run), place));
        watch.cancelOn(interruption);
        Optional<Snapshot> over = watch.toTheEnd();
        boolean fetched = over.isEmpty() || session.fetch(over.get().run(), results, words -> System.err.println("assay: " + words));
        over.ifPresent(end -> Console.tell(end, ShortIds.alone(run), place));
        OutputDirectory.removeIfEmpty(results);
        int code = over.filter(end -> !interruption.happened()).map(end -> ExitCode.of(end.run(), strict)).orElse(ExitCode.INTERRUPTED);
        return code == ExitCode.DONE && !fetched ? ExitCode.FAILED : code;
    }
}
