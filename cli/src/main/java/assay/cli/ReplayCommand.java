package assay.cli;

import assay.cli.Verification.Compared;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.Snapshot;
import assay.log.Snapshots;
import assay.log.TopicReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Replays the whole log and compares. */
@Command(name = "replay", description = "Fold the whole log from its beginning, and compare with the states that the Assay services hold.",
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:every state that was compared is the same", "3:there was nothing to compare with",
            "70:a state is not the same: a fault in Assay itself"})
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_OFFSETS = 8;

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(names = "--verify", required = true, description = "Compare, run by run; name runs whose fold failed and events that changed nothing.")
    private boolean verify;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        OwnConnection own = server.own("replay compares with what a server keeps in its data directory");
        Snapshots snapshots = Snapshots.ofData(own.dataDirectory());
        List<Snapshot> kept = snapshots.all();
        List<Snapshot> comparable = kept.stream().filter(snapshots::ownCode).toList();
        Verification verification = own.read(reader -> verified(reader, comparable)).orElseGet(() -> new Verification(comparable));
        verification.end();
        if (json) {
            System.out.println(Json.text(object(verification)));
        } else {
            print(verification);
        }
        kept.stream().filter(snapshot -> !snapshots.ownCode(snapshot))
                .forEach(snapshot -> System.err.println("assay: note: not compared: what " + snapshot.loop() + " holds was kept by another build"));
        if (verification.compared().isEmpty()) {
            System.err.println("assay: nothing was compared: no Assay service has kept its state here yet, which each does a moment after a run's end");
            return ExitCode.FAILED;
        }
        return verification.equal() ? ExitCode.DONE : ExitCode.OUR_BUG;
    }

    private static Verification verified(TopicReader reader, List<Snapshot> comparable) {
        Verification verification = new Verification(comparable);
        reader.read(Topic.JOBS, 0, Long.MAX_VALUE - 1, verification::take);
        return verification;
    }

    private static void print(Verification verification) {
        System.out.println((verification.runs() == 1 ? "1 run" : verification.runs() + " runs") + " folded from " + verification.entries() + " events");
        for (Compared each : verification.compared()) {
            System.out.println(String.format(Locale.ROOT, "%-18s  at offset %d: %s", each.loop(), each.offset(), each.different().isEmpty() ? each.runs() + (each.runs() == 1 ? " run" : " runs") + ", each EQUAL"
                    : each.different().size() + " of " + each.runs() + " runs DIFFERENT: " + Servers.named(each.different())));
        }
        verification.faulted().forEach((run, fault) -> System.out.println("FAULTED " + run + ": " + fault));
        verification.unused().forEach((run, offsets) -> System.out.println("superseded in " + run + ": " + offsets.size() + " event" + (offsets.size() == 1 ? "" : "s")
                + ", at offset " + offsets.stream().limit(MOST_OFFSETS).map(String::valueOf).collect(Collectors.joining(", ")) + (offsets.size() > MOST_OFFSETS ? ", …" : "")));
    }

    private static Map<String, Object> object(Verification verification) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("equal", verification.equal());
        object.put("runs", verification.runs());
        object.put("events", verification.entries());
        object.put("compared", verification.compared().stream().map(ReplayCommand::object).toList());
        object.put("faulted", byText(verification.faulted()));
        object.put("superseded", byText(verification.unused()));
        return object;
    }

    private static Map<String, Object> object(Compared each) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("loop", each.loop());
        object.put("offset", each.offset());
        object.put("runs", each.runs());
        object.put("different", each.different().stream().map(RunId::value).toList());
        return object;
    }

    private static Map<String, Object> byText(Map<RunId, ?> byRun) {
        Map<String, Object> byText = new LinkedHashMap<>();
        byRun.forEach((run, value) -> byText.put(run.value(), value));
        return byText;
    }
}
