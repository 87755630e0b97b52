package assay.core.run;

import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.RunRequested;
import assay.events.MetricEvent;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * All runs of the log, folded. Confined to one thread.
 *
 * <p>Taking an entry never fails: what cannot be read is counted, what does not fit is superseded, and a run whose fold throws is faulted and
 * folded on by {@link Closure} alone, so that it can still be closed; the other runs are not touched.
 *
 * <p>A service holds a run that is over as a {@link Stub} only, which is also all that it has to be given to go on without folding that run
 * again: see {@link #restore} and {@link #firstNeeded}.
 */
public final class Runs {
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<RunId, Trail> trails = new LinkedHashMap<>();
    private final Map<RunId, Stub> stubs = new LinkedHashMap<>();
    private final Map<RunId, List<Envelope>> histories = new LinkedHashMap<>();
    private final Inbox inbox;
    private final DeadLetters deadLetters = new DeadLetters();
    private final Keeps keeps;
    private final String logId;

    /** What is kept besides the runs that are not over. */
    private enum Keeps {
        ALL_RUNS, NOTHING, HISTORIES
    }

    private Runs(String logId, Keeps keeps, Inbox inbox) {
        this.logId = logId;
        this.keeps = keeps;
        this.inbox = inbox;
    }

    /** A fold of nothing, of the log with this id; it keeps every run whole. */
    public static Runs of(String logId) {
        return new Runs(logId, Keeps.ALL_RUNS, new Inbox());
    }

    /** A fold for a service: of runs that are over it keeps stubs. */
    public static Runs forService(String logId) {
        return new Runs(logId, Keeps.NOTHING, new Inbox());
    }

    /** The same that also keeps each run's events until its report is published. */
    public static Runs withHistory(String logId) {
        return new Runs(logId, Keeps.HISTORIES, new Inbox());
    }

    /** Begins with runs that are over, as an earlier fold held them; nothing may have been taken yet. */
    public void restore(Collection<Stub> over) {
        over.forEach(stub -> stubs.put(stub.id(), stub));
    }

    /** These runs alone, in this order, and the whole inbox, as they are now: to be looked at, not to be folded on. */
    public Runs only(Collection<RunId> ids) {
        Runs view = new Runs(logId, keeps, inbox);
        for (RunId id : ids) {
            run(id).ifPresent(run -> view.runs.put(id, run));
            Optional.ofNullable(histories.get(id)).ifPresent(history -> view.histories.put(id, history));
        }
        return view;
    }

    /** Identifies the log of record; part of every token. */
    public String logId() {
        return logId;
    }

    /** Folds one entry. */
    public void take(Entry entry) {
        switch (entry) {
            case Entry.Readable(var position, var envelope) -> {
                switch (envelope.event()) {
                    case RecipeEvent event -> ask(position, envelope, event);
                    case JobEvent event -> take(position, envelope, event);
                    case MetricEvent event -> {
                    }
                }
            }
            case Entry.UnknownType unknown -> deadLetters.add(unknown.position(), "unknown type " + unknown.type());
            case Entry.Undecodable bad -> deadLetters.add(bad.position(), bad.reason());
        }
    }

    private void ask(Position position, Envelope envelope, RecipeEvent event) {
        Optional<Run> run = run(envelope.run());
        if (!stubs.containsKey(envelope.run()) && run.filter(Run::over).isEmpty()) {
            inbox.take(position, envelope, event, run.isPresent());
        }
    }

    private void take(Position position, Envelope envelope, JobEvent event) {
        if (stubs.containsKey(envelope.run())) {
            tooLate(position, envelope);
            return;
        }
        Run before = runs.get(envelope.run());
        if (before == null) {
            begin(position, envelope, event);
            return;
        }
        if (before.book().holds(envelope.id())) {
            deadLetters.add(position, "duplicate of " + envelope.id());
            return;
        }
        Run read = before.with(before.book().read(envelope.id(), key(envelope.event())));
        Optional<Run> after = step(read, event, envelope.time());
        if (after.isEmpty()) {
            deadLetters.add(position, EventType.of(event).typeName() + " does not fit the state of run " + envelope.run());
        }
        Run next = after.orElseGet(() -> read.with(read.book().supersededOne()));
        put(position, envelope, event, next);
    }

    private void begin(Position position, Envelope envelope, JobEvent event) {
        if (event instanceof RunRequested request) {
            Book book = Book.EMPTY.read(envelope.id(), key(event));
            inbox.requested(envelope.run());
            trails.put(envelope.run(), new Trail(position, position.offset(), request.submission().sourceName()));
            put(position, envelope, event, Run.of(envelope.run(), request, envelope.time(), book));
        } else {
            deadLetters.add(position, EventType.of(event).typeName() + " of a run that was never requested");
        }
    }

    private static Optional<Run> step(Run run, JobEvent event, Instant at) {
        if (run.fault().isPresent()) {
            return Closure.evolve(run, event, at);
        }
        try {
            return Evolution.evolve(run, event, at);
        } catch (RuntimeException bug) {
            return Optional.of(run.faulted(EventType.of(event).typeName() + " could not be folded: " + bug));
        }
    }

    private void put(Position position, Envelope envelope, JobEvent event, Run run) {
        runs.put(run.id(), run);
        Trail trail = trails.get(run.id()).with(position, event);
        trails.put(run.id(), trail);
        if (keeps == Keeps.HISTORIES) {
            histories.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(envelope);
        }
        if (run.stage() instanceof Stage.Finished end && run.over()) {
            over(run, end, trail);
        }
    }

    private void over(Run run, Stage.Finished end, Trail trail) {
        inbox.over(run.id());
        histories.remove(run.id());
        if (keeps != Keeps.ALL_RUNS) {
            stubs.put(run.id(), Stub.of(run, end, trail));
            runs.remove(run.id());
            trails.remove(run.id());
        }
    }

    /** Nothing fits a run that is over. What its stub has counted already is read again behind a {@link #restore}. */
    private void tooLate(Position position, Envelope envelope) {
        Stub stub = stubs.get(envelope.run());
        if (position.offset() > stub.last()) {
            stubs.put(stub.id(), stub.upTo(position.offset()));
            deadLetters.add(position, EventType.of(envelope.event()).typeName() + " of run " + stub.id() + ", which is over");
        }
    }

    /** All runs that are kept whole, in the order they were requested. */
    public Collection<Run> all() {
        return runs.values();
    }

    /** What is kept of runs that are over, in the order they ended. */
    public Collection<Stub> stubs() {
        return stubs.values();
    }

    /** What is kept of the run with this id; empty when it is not over. */
    public Optional<Stub> stub(RunId id) {
        return Optional.ofNullable(stubs.get(id));
    }

    /** Where one has to begin to read a partition, up to where this fold was read, to come to the same state with these {@link #stubs}. */
    public OptionalLong firstNeeded(Topic topic, int partition) {
        Stream<Position> needed = topic == Topic.JOBS ? trails.values().stream().map(Trail::first) : inbox.needed();
        return needed.filter(position -> position.topic() == topic && position.partition() == partition).mapToLong(Position::offset).min();
    }

    /** The run with this id; empty when the log has none, or only its stub is kept. */
    public Optional<Run> run(RunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** The run's events in log order; only a fold {@link #withHistory} has them, and only until the report is published. */
    public List<Envelope> history(RunId id) {
        return List.copyOf(histories.getOrDefault(id, List.of()));
    }

    /** What stands in the inbox and was not taken into the log yet. */
    public Inbox inbox() {
        return inbox;
    }

    /** What could not be used. */
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Those of these events, all of one run, that would fit one after another if they were appended now. */
    public List<Event> fitting(RunId id, List<Event> events, Instant now) {
        List<Event> fitting = new ArrayList<>();
        if (stubs.containsKey(id)) {
            return fitting;
        }
        Optional<Run> state = run(id);
        for (Event event : events) {
            if (event instanceof JobReported report && state.filter(run -> run.book().holds(id(report))).isPresent()) {
                continue;
            }
            Optional<Run> next = state.isEmpty() && event instanceof RunRequested request ? Optional.of(Run.of(id, request, now, Book.EMPTY))
                    : state.flatMap(run -> event instanceof JobEvent jobEvent ? step(run, jobEvent, now) : Optional.empty());
            if (next.isPresent()) {
                fitting.add(event);
                state = next;
            }
        }
        return fitting;
    }

    /**
     * Wraps an event that a service decided on.
     *
     * @param added how many events of each type and subject the same batch holds already; counted on
     */
    public Envelope envelope(RunId id, Event event, Writer writer, Instant now, Map<String, Integer> added) {
        Book book = run(id).map(Run::book).orElse(Book.EMPTY);
        String key = key(event);
        int ordinal = book.ordinal(key) + added.merge(key, 1, Integer::sum) - 1;
        EventId eventId = event instanceof JobReported report ? id(report)
                : EventId.of(id, EventType.of(event).typeName(), event.subject(), ordinal);
        return new Envelope(eventId, id, "/assay/" + writer.lowerCase(), now, book.lastRead().value(), event);
    }

    private static EventId id(JobReported report) {
        return EventId.ofReport(report.token(), report.clusterJob(), report.restart(), report.sequence());
    }

    private static String key(Event event) {
        return EventType.of(event).typeName() + "|" + event.subject();
    }
}
