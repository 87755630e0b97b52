package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.report.ConsoleSummary;
import assay.core.run.Run;
import assay.core.run.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end of a run: the verdict, or one block that says what failed, where, why and what to do next. */
final class Console {
    private Console() {
    }

    /** The display that suits where standard output goes. */
    static Display display(String shortId, Path output) {
        Terminal terminal = Terminal.ofLauncher();
        if (terminal.present()) {
            return new TerminalDisplay(System.out, Clock.systemUTC(), new RunPicture(shortId, shown(output)), terminal);
        }
        System.out.println("run " + shortId + "   output " + shown(output));
        return new PlainDisplay(System.out, System.err);
    }

    /** Prints the end of a run. */
    static void tell(Snapshot end, String shortId) {
        ending(end, shortId).forEach(System.out::println);
    }

    /** The last lines of a finished run. */
    static List<String> ending(Snapshot end, String shortId) {
        Run run = end.run();
        List<String> lines = new ArrayList<>();
        if (run.stage() instanceof Stage.Finished finished) {
            switch (finished.outcome()) {
                case COMPLETED, PLANNED -> {
                }
                case REJECTED, REFUSED, FAILED, CANCELLED, INTERRUPTED, FAULT -> lines.addAll(new Trouble(end, finished, shortId).lines());
            }
        }
        run.report().ifPresent(report -> lines.addAll(ConsoleSummary.lines(report, shown(Path.of(run.submission().outputDirectory())))));
        return lines;
    }

    /** A path as the user would write it here. */
    static String shown(Path directory) {
        Path here = Path.of("").toAbsolutePath();
        return directory.startsWith(here) && !directory.equals(here) ? here.relativize(directory).toString() : directory.toString();
    }
}
