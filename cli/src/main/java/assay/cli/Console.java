package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.report.ConsoleSummary;
import assay.core.run.Run;
import assay.core.run.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end of a run: the verdict, or one block that says what failed, where, why and what to do next. */
final class Console {
    private Console() {
    }

    /** The display that suits where standard output goes. */
    static Display display(String shortId, Place place) {
        Terminal terminal = Terminal.ofLauncher();
        if (terminal.present()) {
            return new TerminalDisplay(System.out, Clock.systemUTC(), new RunPicture(shortId, place.directory(), terminal.columns()), terminal);
        }
        System.out.println("run " + shortId + "   output " + place.directory());
        return new PlainDisplay(System.out, System.err);
    }

    /** Prints the end of a run, on a terminal without breaking words. */
    static void tell(Snapshot end, String shortId, Place place) {
        Terminal terminal = Terminal.ofLauncher();
        ending(end, shortId, place).stream().flatMap(line -> terminal.fitting(line).stream()).forEach(System.out::println);
    }

    /** The last lines of a finished run: where it did not complete, its report adds nothing to why but what it cost. */
    static List<String> ending(Snapshot end, String shortId, Place place) {
        Run run = end.run();
        List<String> lines = new ArrayList<>();
        if (run.stage() instanceof Stage.Finished finished) {
            switch (finished.outcome()) {
                case COMPLETED, PLANNED, STAGED -> {
                }
                case REJECTED, REFUSED, FAILED, CANCELLED, INTERRUPTED, FAULT -> lines.addAll(new Trouble(end, finished, shortId).lines());
            }
        }
        List<String> summary = run.report().map(report -> ConsoleSummary.lines(report, place.page())).orElse(List.of());
        lines.addAll(lines.isEmpty() ? summary : summary.subList(Math.max(0, summary.size() - 1), summary.size()));
        return lines;
    }
}
