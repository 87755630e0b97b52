package assay.cli;

import assay.core.run.Run;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.log.PublishException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutionException;

/** Shows a run on the console until it is over. */
final class Watch {
    private final Session session;
    private final RunId id;
    private final Path output;

    Watch(Session session, RunId id, Path output) {
        this.session = session;
        this.id = id;
        this.output = output;
    }

    /**
     * Waits for the run's end; gives the exit code.
     *
     * @param cancels whether an interrupt cancels the run, whose clean-up is then waited for
     */
    int toTheEnd(boolean cancels, boolean strict) throws InterruptedException, ExecutionException {
        return columns() > 0 ? onTerminal(cancels, strict) : plainly(cancels, strict);
    }

    private int onTerminal(boolean cancels, boolean strict) throws InterruptedException, ExecutionException {
        TerminalDisplay display = new TerminalDisplay(System.out, Clock.systemUTC(), Console.shown(output), columns());
        try (Watched watched = Watched.start(session, id, display)) {
            Run run;
            try (display) {
                display.start(watched::snapshot);
                run = await(watched, cancels);
            }
            return end(watched, run, strict);
        }
    }

    private int plainly(boolean cancels, boolean strict) throws InterruptedException, ExecutionException {
        System.out.println("run " + id + "   output " + Console.shown(output));
        try (Watched watched = Watched.start(session, id, new PlainDisplay(System.out))) {
            return end(watched, await(watched, cancels), strict);
        }
    }

    private static int end(Watched watched, Run run, boolean strict) {
        Console.ending(run, watched.problems()).forEach(System.out::println);
        return ExitCode.of(run, strict);
    }

    private Run await(Watched watched, boolean cancels) throws InterruptedException, ExecutionException {
        if (!cancels) {
            return watched.over().get();
        }
        Thread hook = new Thread(() -> interrupted(watched), "assay-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        Run run = watched.over().get();
        removeHook(hook);
        return run;
    }

    /** An interrupt arrives as the beginning of the process's end: this asks for the cancel and holds the end back until the run is over. */
    private void interrupted(Watched watched) {
        try {
            System.err.println("assay: cancelling run " + id + " and waiting for its clean-up");
            session.publish(id, new RunCancelRequested("", RecipeFile.submitter(), true));
            Console.ending(watched.over().get(), watched.problems()).forEach(System.out::println);
        } catch (PublishException | ExecutionException e) {
            System.err.println("assay: the cancel could not be asked for: " + e.getMessage() + "; `assay cancel " + id + "` tries again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook itself prints the end.
        }
    }

    /** The terminal's width as the launcher saw it; 0 when standard output is none. */
    private static int columns() {
        return Integer.getInteger("assay.columns", 0);
    }
}
