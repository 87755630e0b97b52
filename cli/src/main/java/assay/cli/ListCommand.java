package assay.cli;

import assay.events.JobEvent.Verdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
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
    private ServerOptions server = new ServerOptions();

    @Option(names = "--json", description = "One JSON array.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Log log = server.connection().log();
        List<RunSummary> all = log.all();
        if (json) {
            System.out.println(Json.text(all.stream().map(ListCommand::object).toList()));
        } else if (all.isEmpty()) {
            System.err.println("assay: there is no run yet; `assay run RECIPE` makes one");
        } else {
            System.out.println(String.format(FORM, "RUN", "REQUESTED (UTC)", "STATE", "VERDICT", "RECIPE"));
            ShortIds ids = log.ids();
            all.stream().map(run -> line(run, ids.of(run.id()))).forEach(System.out::println);
        }
        return ExitCode.DONE;
    }

    private static String line(RunSummary run, String shortId) {
        return String.format(FORM, shortId, TIME.format(run.requestedAt()), run.state(), verdict(run), run.recipe() + (run.imported() ? "   (imported)" : ""))
                .stripTrailing();
    }

    private static Map<String, Object> object(RunSummary run) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run.id().value());
        row.put("requested", run.requestedAt().toString());
        row.put("state", run.state());
        row.put("verdict", verdict(run));
        row.put("recipe", run.recipe());
        row.put("imported", run.imported());
        row.put("outputDirectory", run.outputDirectory());
        return row;
    }

    private static String verdict(RunSummary run) {
        return run.verdict().map(Verdict::name).orElse("");
    }
}
