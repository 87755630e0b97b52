package assay.chaos;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stage;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.JobEvent.SubmissionIntended;
import assay.events.RunId;
import assay.events.Token;
import assay.events.Topic;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the log of record says behind the chaos, against what was acknowledged and what the payloads themselves wrote down. Waits until every
 * accepted run is over, and writes a line for each promise: what, the figure, and {@code kept} or what broke it; fields apart by tabs.
 */
final class Verdict {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int MOST_NAMED = 5;
    private final Path data;
    private final List<RunId> acknowledged;
    private final List<String> ledger;
    private Runs runs = Runs.of("");
    private List<Envelope> events = List.of();

    private Verdict(Path data, List<RunId> acknowledged, List<String> ledger) {
        this.data = data;
        this.acknowledged = acknowledged;
        this.ledger = ledger;
    }

    /** Takes the data directory, the file of acknowledged run ids, the payloads' ledger, for how many seconds to wait, and where to list runs with a report. */
    public static void main(String[] arguments) throws Exception {
        List<RunId> acknowledged = Files.readAllLines(Path.of(arguments[1])).stream().map(RunId::new).toList();
        Duration patience = Duration.ofSeconds(Long.parseLong(arguments[3]));
        Instant limit = Instant.now().plus(patience);
        Verdict verdict = new Verdict(Path.of(arguments[0]), acknowledged, List.of());
        verdict.read();
        while (!verdict.unfinished().isEmpty() && Instant.now().isBefore(limit)) {
            Thread.sleep(LOOK);
            verdict.read();
        }
        Verdict last = new Verdict(verdict.data, acknowledged, Files.readAllLines(Path.of(arguments[2])));
        last.read();
        Files.write(Path.of(arguments[4]), last.runs.all().stream().filter(run -> run.report().isPresent()).map(run -> run.id().value()).toList());
        last.lines().forEach(System.out::println);
    }

    private void read() throws IOException {
        Runs next = Runs.of("");
        List<Envelope> read = new ArrayList<>();
        try {
            TopicReader.read(Endpoint.read(data).orElseThrow().settings(), List.of(Topic.RECIPES, Topic.JOBS), entry -> {
                next.take(entry);
                if (entry instanceof Entry.Readable(var position, var envelope) && position.topic() == Topic.JOBS) {
                    read.add(envelope);
                }
            });
        } catch (LogUnavailableException again) {
            return;
        }
        runs = next;
        events = read;
    }

    private List<RunId> unfinished() {
        return acknowledged.stream().filter(id -> runs.run(id).filter(run -> run.finished() && !run.reportDue()).isEmpty()).toList();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("runs accepted and ended", acknowledged.size() - unfinished().size() + " of " + acknowledged.size(), named("not ended", unfinished())));
        lines.add(line("how they ended", outcomes(), named("faulted", runs.all().stream().filter(run -> run.fault().isPresent()).map(Run::id).toList())));
        lines.add(line("attempts, submissions asked for", attempts(), ""));
        Map<String, Long> begun = ledger.stream().filter(text -> !text.isBlank()).map(text -> String.join(" ", List.of(text.split(" ")).subList(0, 2)))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        lines.add(line("payloads begun, none twice in an attempt", Integer.toString(begun.size()),
                named("begun more than once", begun.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey).toList())));
        lines.add(line("payloads of attempts that the log knows", Integer.toString(begun.size()), named("not in the log", unknown(begun))));
        lines.add(line("events, superseded ones", events.size() + ", " + runs.all().stream().mapToInt(run -> run.book().superseded()).sum(), ""));
        lines.add(line("run directories without secrets, leases, stops", Integer.toString(runs.all().size()), named("left in", left())));
        return lines;
    }

    private String outcomes() {
        Map<String, Long> outcomes = runs.all().stream().flatMap(run -> run.stage() instanceof Stage.Finished finished
                ? Stream.of(finished.outcome() + run.report().map(report -> " " + report.verdict()).orElse("")) : Stream.empty())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return outcomes.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", "));
    }

    private String attempts() {
        List<Token> intents = intents();
        return new TreeSet<>(intents).size() + ", " + intents.size();
    }

    private List<Token> intents() {
        return events.stream().map(Envelope::event).filter(SubmissionIntended.class::isInstance).map(event -> ((SubmissionIntended) event).token()).toList();
    }

    private List<String> unknown(Map<String, Long> begun) {
        TreeSet<Token> known = new TreeSet<>(intents());
        return begun.keySet().stream().filter(text -> Token.read(text.split(" ")[0]).filter(known::contains).isEmpty()).toList();
    }

    private List<String> left() {
        Map<Path, String> places = new LinkedHashMap<>();
        for (Run run : runs.all()) {
            Path directory = Path.of(run.submission().outputDirectory());
            List.of("secrets", "lease", "stop", "claims").forEach(name -> Optional.of(directory.resolve(name)).filter(Files::exists)
                    .ifPresent(place -> places.put(place, name)));
        }
        return places.keySet().stream().map(Path::toString).toList();
    }

    private static String named(String what, List<?> broken) {
        return broken.isEmpty() ? "" : broken.size() + " " + what + ": " + broken.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(" "));
    }

    private static String line(String what, String figure, String broken) {
        return what + "\t" + figure + "\t" + (broken.isEmpty() ? "kept" : "BROKEN " + broken);
    }
}
