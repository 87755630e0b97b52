package assay.cli;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.recipe.Recipe;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists all runs. */
@Command(name = "list", description = "List all runs, oldest first.")
final class ListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String FORM = "%-10s  %-19s  %-11s  %-7s  %s";
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--json", description = "One JSON array.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Log log = Log.read(data.path());
        if (json) {
            System.out.println(Json.text(log.all().stream().map(run -> object(log, run)).toList()));
        } else {
            lines(log).forEach(System.out::println);
        }
        return ExitCode.DONE;
    }

    private static List<String> lines(Log log) {
        if (log.all().isEmpty()) {
            System.err.println("assay: there is no run yet; `assay run RECIPE` makes one");
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(FORM, "RUN", "REQUESTED (UTC)", "STATE", "VERDICT", "RECIPE"));
        ShortIds ids = log.ids();
        for (Run run : log.all()) {
            lines.add(String.format(FORM, ids.of(run.id()), TIME.format(run.requestedAt()), state(run), verdict(run), recipe(log, run)
                    + (log.imported().file(run.id()).isPresent() ? "   (imported)" : "")).stripTrailing());
        }
        return lines;
    }

    private static Map<String, Object> object(Log log, Run run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run.id().value());
        row.put("requested", run.requestedAt().toString());
        row.put("state", state(run));
        row.put("verdict", verdict(run));
        row.put("recipe", recipe(log, run));
        row.put("imported", log.imported().file(run.id()).isPresent());
        row.put("outputDirectory", run.submission().outputDirectory());
        return row;
    }

    private static String verdict(Run run) {
        return run.report().map(report -> report.verdict().name()).orElse("");
    }

    private static String recipe(Log log, Run run) {
        return new Moments(log.events(run.id())).recipe().map(Recipe::name).orElse(run.submission().sourceName());
    }

    /** How far a run is, in one word. */
    static String state(Run run) {
        return switch (run.stage()) {
            case Stage.Requested s -> "requested";
            case Stage.Accepted s -> "accepted";
            case Stage.Rejected s -> "rejected";
            case Stage.Refused s -> "refused";
            case Stage.Planned s -> "running";
            case Stage.Closing s -> "closing";
            case Stage.Cleaned s -> "cleaned";
            case Stage.Finished s -> s.outcome().name().toLowerCase(Locale.ROOT);
        };
    }
}
