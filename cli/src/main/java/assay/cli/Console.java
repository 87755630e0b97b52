package assay.cli;

import assay.cli.Watched.Snapshot;
import assay.core.report.ConsoleSummary;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end of a run: the verdict, or one block that says what failed, where, why and what to do next. */
final class Console {
    private static final int LOG_LINES = 10;

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
                case REJECTED, REFUSED, FAILED, CANCELLED, INTERRUPTED, FAULT -> lines.addAll(block(end, finished, shortId));
            }
        }
        run.report().ifPresent(report -> lines.addAll(ConsoleSummary.lines(report, shown(Path.of(run.submission().outputDirectory())))));
        return lines;
    }

    private static List<String> block(Snapshot end, Stage.Finished finished, String shortId) {
        List<String> lines = new ArrayList<>();
        lines.add(finished.outcome() + (finished.detail().isEmpty() ? "" : "   " + finished.detail()));
        new Moments(end.events()).problems().forEach(problem -> lines.add("  " + problem));
        for (Job job : end.run().all()) {
            if (job.state() instanceof JobState.Ended ended && ended.event().exitCode() != 0) {
                lines.addAll(failed(job, ended));
            }
        }
        lines.add("  next: " + next(finished, shortId));
        return lines;
    }

    private static List<String> failed(Job job, JobState.Ended ended) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + job.name() + ended.clusterJob().map(id -> " (job " + id + ")").orElse("") + ": " + ended.event().state()
                + (ended.event().exitCode() < 0 ? "" : ", exit code " + ended.event().exitCode()) + ": " + ended.event().cause());
        List<String> log = ended.event().lastLogLines();
        log.stream().skip(Math.max(0, log.size() - LOG_LINES)).forEach(line -> lines.add("    | " + line));
        return lines;
    }

    private static String next(Stage.Finished finished, String shortId) {
        return switch (finished.outcome()) {
            case REJECTED -> "correct the recipe and run it again; nothing was submitted";
            case REFUSED -> "change the recipe's slurm: keys, or run it where the cluster takes it; nothing was submitted";
            case FAILED, FAULT -> "`assay events " + shortId + "` tells the story, `assay logs " + shortId + "` shows the jobs' logs";
            case CANCELLED, INTERRUPTED, COMPLETED, PLANNED -> "nothing of it is left on the cluster; run it again when you like";
        };
    }

    /** A path as the user would write it here. */
    static String shown(Path directory) {
        Path here = Path.of("").toAbsolutePath();
        return directory.startsWith(here) && !directory.equals(here) ? here.relativize(directory).toString() : directory.toString();
    }
}
