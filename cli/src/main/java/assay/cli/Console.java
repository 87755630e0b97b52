package assay.cli;

import assay.core.report.ConsoleSummary;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands at the end of a run: the verdict, or one block that says what failed, where, why and what to do next. */
final class Console {
    private Console() {
    }

    /** The last lines of a finished run. */
    static List<String> ending(Run run, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        if (run.stage() instanceof Stage.Finished finished) {
            switch (finished.outcome()) {
                case COMPLETED, PLANNED -> {
                }
                case REJECTED, REFUSED, FAILED, CANCELLED, INTERRUPTED, FAULT -> lines.addAll(block(run, finished, problems));
            }
        }
        run.report().ifPresent(report -> lines.addAll(ConsoleSummary.lines(report, shown(Path.of(run.submission().outputDirectory())))));
        return lines;
    }

    private static List<String> block(Run run, Stage.Finished finished, List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        lines.add(finished.outcome() + "   " + finished.detail());
        problems.forEach(problem -> lines.add("  " + problem));
        for (Job job : run.all()) {
            if (job.state() instanceof JobState.Ended ended && ended.event().exitCode() != 0) {
                lines.add("  " + job.name() + ended.clusterJob().map(id -> " (job " + id + ")").orElse("") + ": " + ended.event().state() + ", exit code "
                        + ended.event().exitCode() + ": " + ended.event().cause());
                ended.event().lastLogLines().stream().skip(Math.max(0, ended.event().lastLogLines().size() - 10)).forEach(line -> lines.add("    | " + line));
            }
        }
        lines.add("  next: " + next(run, finished));
        return lines;
    }

    private static String next(Run run, Stage.Finished finished) {
        return switch (finished.outcome()) {
            case REJECTED -> "correct the recipe, and run it again; nothing was submitted";
            case REFUSED -> "change the recipe's slurm: keys or run where the cluster can be reached";
            case FAILED, FAULT -> "`assay events " + run.id() + "` tells the story, `assay logs " + run.id() + "` shows the jobs' logs";
            case CANCELLED, INTERRUPTED, COMPLETED, PLANNED -> "nothing of it is left on the cluster; run it again when you like";
        };
    }

    /** A path as the user would write it here. */
    static String shown(Path directory) {
        Path here = Path.of("").toAbsolutePath();
        return directory.startsWith(here) ? here.relativize(directory).toString() : directory.toString();
    }
}
