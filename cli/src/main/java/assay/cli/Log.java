package assay.cli;

import assay.core.run.Inbox;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.Endpoint;
import assay.log.LogUnavailableException;
import assay.log.Snapshots;
import assay.log.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands in the inbox and the log of record, as a command finds it: the one place that knows where a run's events are. Runs that are over are
 * known by their stubs; their events are read when somebody wants them.
 */
final class Log {
    private static final int MOST_NAMED = 5;
    private final Path dataDirectory;
    private final Runs runs = Runs.forService("");
    private final Map<RunId, List<Envelope>> events = new HashMap<>();
    private final Imported imported;

    private Log(Path dataDirectory, Imported imported) {
        this.dataDirectory = dataDirectory;
        this.imported = imported;
    }

    /**
     * Reads the log of a data directory, empty when there is none, and what was imported into it.
     *
     * @param wanted runs whose events are wanted, as for {@link #id}: they are read at the same time
     */
    static Log read(Path dataDirectory, String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        Imported imported = Imported.of(dataDirectory);
        Log log = LogAccess.read(dataDirectory, reader -> new Log(dataDirectory, imported).filled(reader, wanted)).orElseGet(() -> new Log(dataDirectory, imported));
        List.of(wanted).forEach(log::id);
        return log;
    }

    /** One of which nothing was read. */
    static Log empty(Path dataDirectory) {
        return new Log(dataDirectory, Imported.none());
    }

    /** Reads the log of a data directory from its live broker. */
    static Log of(Path dataDirectory, Endpoint endpoint) {
        return LogAccess.read(endpoint, empty(dataDirectory)::filled);
    }

    private Log filled(TopicReader reader, String... wanted) {
        reader.fold(runs, Snapshots.ofData(dataDirectory), this::taken);
        List.of(wanted).forEach(name -> stub(id(name)).ifPresent(stub -> events.put(stub.id(), load(reader, stub))));
        return this;
    }

    private void taken(Entry entry) {
        if (entry instanceof Entry.Readable(var position, var envelope) && position.topic() == Topic.JOBS) {
            if (runs.run(envelope.run()).isPresent()) {
                events.computeIfAbsent(envelope.run(), run -> new ArrayList<>()).add(envelope);
            } else {
                events.remove(envelope.run());
            }
        }
    }

    private List<Envelope> load(TopicReader reader, Stub stub) {
        List<Envelope> own = new ArrayList<>();
        reader.read(Topic.JOBS, stub.first(), stub.last(), entry -> {
            if (entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(stub.id())) {
                own.add(envelope);
            }
        });
        return own;
    }

    private Optional<Stub> stub(RunId run) {
        return runs.stubs().stream().filter(stub -> stub.id().equals(run)).findFirst();
    }

    /** A run's events, in log order. */
    List<Envelope> events(RunId run) {
        if (imported.run(run).isPresent()) {
            return imported.events(run);
        }
        if (!events.containsKey(run)) {
            stub(run).ifPresent(stub -> events.put(run, loaded(stub)));
        }
        return events.getOrDefault(run, List.of());
    }

    private List<Envelope> loaded(Stub stub) {
        try {
            return LogAccess.read(dataDirectory, reader -> load(reader, stub)).orElseThrow();
        } catch (IOException | DataDirectoryUnsuitableException e) {
            throw new LogUnavailableException("The events of run " + stub.id() + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while reading the events of run " + stub.id(), e);
        }
    }

    /** Whether the log of record has a run with this id. */
    boolean holds(RunId id) {
        return stub(id).isPresent() || runs.run(id).isPresent();
    }

    /** Whether the log of record has a run with this id that is not finished. */
    boolean unfinished(RunId id) {
        return runs.run(id).filter(run -> !run.finished()).isPresent();
    }

    /** The run with this id; empty when neither the log of record nor what was imported has it. */
    Optional<Run> find(RunId id) {
        return imported.run(id).or(() -> stub(id).isEmpty() ? runs.run(id) : Optional.of(folded(events(id))));
    }

    private static Run folded(List<Envelope> events) {
        return new Playback(events).after(events.size()).run();
    }

    /** All runs of the log, oldest first, behind those that were imported. */
    List<RunSummary> all() {
        Stream<RunSummary> own = Stream.concat(runs.stubs().stream().map(RunSummary::of), runs.all().stream().map(run -> RunSummary.of(run, events(run.id()))))
                .sorted(Comparator.comparing(RunSummary::requestedAt));
        return Stream.concat(imported.runs().stream().map(run -> RunSummary.of(run, events(run.id())).asImported()), own).toList();
    }

    /** Those that were imported. */
    Imported imported() {
        return imported;
    }

    /** Requests that no server has taken up yet. */
    Inbox inbox() {
        return runs.inbox();
    }

    /** Their ids, shortened. */
    ShortIds ids() {
        return ShortIds.among(known().toList());
    }

    private Stream<RunId> known() {
        return Stream.of(imported.runs().stream().map(Run::id), runs.stubs().stream().map(Stub::id), runs.all().stream().map(Run::id)).flatMap(ids -> ids);
    }

    /** The runs that a server would have to do something for. */
    List<RunId> unfinished() {
        return runs.all().stream().map(Run::id).toList();
    }

    /** The run that somebody means: a unique beginning of its id, or {@code latest}, the last one that was not just planned. */
    Run run(String name) {
        RunId id = id(name);
        return find(id).orElseThrow(() -> new MisuseException("run " + id + " was submitted, but no server has taken it up yet; `assay watch " + id
                + "` waits for that"));
    }

    /** The id that somebody means, of a run that may still stand in the inbox. */
    RunId id(String name) {
        if (name.equals("latest")) {
            return Stream.concat(all().stream().filter(run -> !run.planned()).map(RunSummary::id), inbox().waiting().stream()).reduce((first, second) -> second)
                    .orElseThrow(() -> new MisuseException("there is no run yet; `assay run RECIPE` makes one"));
        }
        List<RunId> found = Stream.concat(known(), inbox().waiting().stream()).filter(id -> id.value().startsWith(name)).toList();
        if (found.isEmpty()) {
            throw new MisuseException("there is no run '" + name + "'; `assay list` shows all");
        }
        if (found.size() > 1) {
            throw new MisuseException("'" + name + "' may mean " + String.join(", ", found.stream().limit(MOST_NAMED).map(RunId::value).toList())
                    + (found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "") + "; give more of the id");
        }
        return found.getFirst();
    }
}
