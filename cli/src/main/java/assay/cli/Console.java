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
            return new TerminalDisplay(System.out, Clock.systemUTC(), new RunPicture(shortId, shown(output), terminal.columns()), terminal);
        }
        System.out.println("run " + shortId + "   output " + shown(output));
        return new PlainDisplay(System.out, System.err);
    }

    /** Prints the end of a run, on a terminal without breaking words. */
    static void tell(Snapshot end, String shortId) {
        Terminal terminal = Terminal.ofLauncher();
        ending(end, shortId).stream().flatMap(line -> terminal.fitting(line).stream()).forEach(System.out::println);
    }

    /** The last lines of a finished run: where it did not complete, its report adds nothing to why but what it cost. */
    static List<String> ending(Snapshot end, String shortId) {
        Run run = end.run();
        List<String> lines = new ArrayList<>();
        if (run.stage() instanceof Stage.Finished finished) {
            switch (finished.outcome()) {
                case COMPLETED, PLANNED, STAGED -> {
                }
                case REJECTED, REFUSED, FAILED, CANCELLED, INTERRUPTED, FAULT -> lines.addAll(new Trouble(end, finished, shortId).lines());
            }
        }
        Path page = Path.of(run.submission().outputDirectory(), "report", "report.html");
        List<String> summary = run.report().map(report -> ConsoleSummary.lines(report, shown(page))).orElse(List.of());
        lines.addAll(lines.isEmpty() ? summary : summary.subList(Math.max(0, summary.size() - 1), summary.size()));
        return lines;
    }

    /** A path as the user would write it here. */
    static String shown(Path directory) {
        Path here = Path.of("").toAbsolutePath();
        return directory.startsWith(here) && !directory.equals(here) ? here.relativize(directory).toString() : directory.toString();
    }
}
