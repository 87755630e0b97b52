package assay.cli;

import assay.core.run.Inbox;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.core.view.RunEntry;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.Endpoint;
import assay.log.KafkaSettings;
import assay.log.LogUnavailableException;
import assay.log.Snapshots;
import assay.log.TopicReader;
import java.io.IOException;
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
public final class KafkaLog implements Log {
    private static final int MOST_NAMED = 5;
    private final LogAccess access;
    private final Runs runs = Runs.forService("");
    private final Map<RunId, List<Envelope>> events = new HashMap<>();
    private final Imported imported;

    private KafkaLog(LogAccess access, Imported imported) {
        this.access = access;
        this.imported = imported;
    }

    /**
     * Reads the log, empty when there is none.
     *
     * @param kept     what the server's services keep of their folds
     * @param imported what was imported beside it
     * @param wanted   runs whose events are wanted, as for {@link #id}: they are read at the same time
     */
    static KafkaLog read(LogAccess access, Snapshots kept, Imported imported, String... wanted) throws IOException, InterruptedException, DataDirectoryUnsuitableException {
        KafkaLog log = access.read(reader -> new KafkaLog(access, imported).filled(reader, kept, wanted)).orElseGet(() -> new KafkaLog(access, imported));
        List.of(wanted).forEach(log::id);
        return log;
    }

    /** One of which nothing was read. */
    public static KafkaLog empty() {
        return new KafkaLog(new KafkaAccess(new KafkaSettings("nowhere:0", Map.of())), Imported.none());
    }

    /** Reads the log from a live broker. */
    static KafkaLog of(Endpoint endpoint, Snapshots kept) {
        return LogAccess.read(endpoint.settings(), reader -> new KafkaLog(new KafkaAccess(endpoint.settings()), Imported.none()).filled(reader, kept));
    }

    private KafkaLog filled(TopicReader reader, Snapshots kept, String... wanted) {
        reader.fold(runs, kept, this::taken);
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

    @Override
    public List<Envelope> events(RunId run) {
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
            return access.read(reader -> load(reader, stub)).orElseThrow();
        } catch (IOException | DataDirectoryUnsuitableException e) {
            throw new LogUnavailableException("The events of run " + stub.id() + " cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while reading the events of run " + stub.id(), e);
        }
    }

    /** Whether the log of record has a run with this id. */
    public boolean holds(RunId id) {
        return stub(id).isPresent() || runs.run(id).isPresent();
    }

    /** Whether the log of record has a run with this id that is not finished. */
    public boolean unfinished(RunId id) {
        return runs.run(id).filter(run -> !run.finished()).isPresent();
    }

    @Override
    public Optional<Run> find(RunId id) {
        return imported.run(id).or(() -> stub(id).isEmpty() ? runs.run(id) : Optional.of(folded(events(id))));
    }

    private static Run folded(List<Envelope> events) {
        return new Playback(events).after(events.size()).run();
    }

    @Override
    public List<ListedRun> all() {
        Stream<ListedRun> own = Stream.concat(runs.stubs().stream().map(RunEntry::of).map(ListedRun::of), runs.all().stream().map(run -> ListedRun.of(run, events(run.id()))))
                .sorted(Comparator.comparing(listed -> listed.run().requestedAt()));
        return Stream.concat(imported.runs().stream().map(run -> ListedRun.of(run, events(run.id())).asImported()), own).toList();
    }

    @Override
    public Imported imported() {
        return imported;
    }

    @Override
    public ShortIds ids() {
        return ShortIds.among(known().toList());
    }

    private Stream<RunId> known() {
        return Stream.of(imported.runs().stream().map(Run::id), runs.stubs().stream().map(Stub::id), runs.all().stream().map(Run::id)).flatMap(ids -> ids);
    }

    /** The runs that a server would have to do something for. */
    public List<RunId> unfinished() {
        return runs.all().stream().map(Run::id).toList();
    }

    @Override
    public String asked(RunId id) {
        Inbox inbox = runs.inbox();
        return inbox.submissions().containsKey(id) ? inbox.submissions().get(id).outputDirectory() : inbox.reruns().get(id).outputDirectory();
    }

    @Override
    public RunId id(String name) {
        if (name.equals("latest")) {
            return Stream.concat(all().stream().map(ListedRun::run).filter(run -> !run.planned()).map(RunEntry::id), runs.inbox().waiting().stream()).reduce((first, second) -> second)
                    .orElseThrow(() -> new MisuseException("there is no run yet; `assay run RECIPE` makes one"));
        }
        List<RunId> found = Stream.concat(known(), runs.inbox().waiting().stream()).filter(id -> id.value().startsWith(name)).toList();
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
