package assay.cli;

import assay.core.run.Run;
import assay.core.run.Stage;
import assay.events.recipe.Recipe;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Option(names = "--json", description = "One JSON array.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (Log log = Log.read(data)) {
            List<Map<String, Object>> rows = log.runs().all().stream().map(ListCommand::row).toList();
            if (json) {
                System.out.println(Json.text(rows));
            } else {
                System.out.printf("%-10s  %-19s  %-10s  %-9s  %s%n", "RUN", "REQUESTED (UTC)", "STATE", "VERDICT", "RECIPE");
                rows.forEach(row -> System.out.printf("%-10s  %-19s  %-10s  %-9s  %s%n", row.values().toArray()));
            }
            return ExitCode.DONE;
        }
    }

    private static Map<String, Object> row(Run run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run.id().value());
        row.put("requested", TIME.format(run.requestedAt()));
        row.put("state", state(run));
        row.put("verdict", run.report().map(report -> report.verdict().name()).orElse(""));
        row.put("recipe", run.stage().knownRecipe().map(Recipe::name).orElse(run.submission().sourceName()));
        return row;
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
