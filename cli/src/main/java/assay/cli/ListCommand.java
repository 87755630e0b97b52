package assay.cli;

import assay.core.view.RunEntry;
import assay.events.JobEvent.Verdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
        List<ListedRun> all = log.all();
        if (json) {
            System.out.println(Json.text(all.stream().map(ListCommand::object).toList()));
        } else if (all.isEmpty()) {
            System.err.println("assay: there is no run yet; `assay run RECIPE` makes one");
        } else {
            System.out.println(String.format(FORM, "RUN", "REQUESTED (UTC)", "STATE", "VERDICT", "RECIPE"));
            ShortIds ids = log.ids();
            all.stream().map(run -> line(run, ids.of(run.run().id()))).forEach(System.out::println);
        }
        return ExitCode.DONE;
    }

    private static String line(ListedRun listed, String shortId) {
        RunEntry run = listed.run();
        return String.format(FORM, shortId, TIME.format(run.requestedAt()), run.state(), run.verdict().map(Verdict::name).orElse(""),
                run.recipe() + (listed.imported() ? "   (imported)" : "")).stripTrailing();
    }

    private static Map<String, Object> object(ListedRun listed) {
        Map<String, Object> row = Json.object(listed.run());
        row.put("imported", listed.imported());
        return row;
    }
}
