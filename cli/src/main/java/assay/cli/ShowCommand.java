package assay.cli;

import assay.cli.StateChanges.Change;
import assay.cli.Watched.Snapshot;
import assay.core.run.Run;
import assay.core.view.RunView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one run. */
@Command(name = "show", description = "Show one run: its jobs, how far they are, how it ended; now, or at any moment of its past.")
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(names = "--timing", description = "Show where the time went: of each job, and along the critical path.")
    private boolean timing;

    @Option(names = "--at", paramLabel = "N|TIME", description = "Show it as it stood after its N-th event (`assay events` numbers them), or at a time: "
            + "2026-11-23T18:31:00Z, or +81.7s after the request.")
    private Optional<String> at = Optional.empty();

    @Option(names = "--diff", arity = "2", paramLabel = "N|TIME", description = "Show what changed between two such moments, field by field.")
    private List<String> moments = List.of();

    @Override
    public Integer call() throws Exception {
        if (Stream.of(timing, at.isPresent(), !moments.isEmpty()).filter(given -> given).count() > 1) {
            throw new MisuseException("--timing, --at and --diff show different things; give one of them");
        }
        Connection connection = server.connection();
        Log log = connection.log(run.name());
        Run found = log.run(run.name());
        Playback playback = new Playback(log.events(found.id()));
        String shortId = log.ids().of(found.id());
        if (!moments.isEmpty()) {
            differences(playback, playback.count(moments.getFirst()), playback.count(moments.getLast()));
        } else if (at.isPresent()) {
            past(playback, playback.count(at.get()), shortId, connection.place(found));
        } else if (timing) {
            TimingText text = new TimingText(shortId, new RunTiming(found, playback.events()));
            (json ? List.of(Json.text(text.object())) : text.lines()).forEach(System.out::println);
        } else {
            show(new Snapshot(found, playback.events(), Map.of()), Instant.now(), Map.of(), shortId, connection.place(found));
            log.imported().file(found.id()).filter(file -> !json).ifPresent(file -> System.out.println("imported: " + file.path()
                    + " holds its events and small files; the paths above are those of where it ran"));
        }
        return ExitCode.DONE;
    }

    private void past(Playback playback, int number, String shortId, Place place) {
        Snapshot snapshot = playback.after(number);
        if (!json) {
            System.out.println("as it stood after " + playback.words(number));
        }
        show(snapshot, snapshot.events().getLast().time(), Map.of("event", number), shortId, place);
    }

    private void show(Snapshot snapshot, Instant now, Map<String, Object> moment, String shortId, Place place) {
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>(moment);
            object.putAll(Json.object(RunView.of(snapshot.events())));
            System.out.println(Json.text(object));
            return;
        }
        RunPicture picture = new RunPicture(shortId, place.directory(),
                Terminal.ofLauncher().present() ? Terminal.ofLauncher().columns() : Integer.MAX_VALUE);
        picture.lines(snapshot, now).forEach(System.out::println);
        Console.tell(snapshot, shortId, place);
    }

    private void differences(Playback playback, int from, int to) {
        List<Change> changes = StateChanges.between(playback.after(from).run(), playback.after(to).run());
        if (json) {
            System.out.println(Json.text(changes.stream().map(Change::object).toList()));
            return;
        }
        System.out.println("from " + playback.words(from));
        System.out.println("to   " + playback.words(to));
        changes.stream().map(Change::line).forEach(System.out::println);
        if (changes.isEmpty()) {
            System.out.println("  nothing changed");
        }
    }
}
