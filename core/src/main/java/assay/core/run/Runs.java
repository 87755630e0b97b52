package assay.core.run;

import assay.events.Entry;
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
import assay.events.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All runs of the log, folded. Confined to one thread.
 *
 * <p>Taking an entry never fails: what cannot be read is counted, what does not fit is superseded, and a run whose fold throws is faulted and
 * folded on by {@link Closure} alone, so that it can still be closed; the other runs are not touched.
 */
public final class Runs {
    private final Map<RunId, Run> runs = new LinkedHashMap<>();
    private final Map<RunId, List<Envelope>> histories = new LinkedHashMap<>();
    private final Inbox inbox;
    private final DeadLetters deadLetters = new DeadLetters();
    private final boolean keepHistory;
    private final String logId;

    private Runs(String logId, boolean keepHistory, Inbox inbox) {
        this.logId = logId;
        this.keepHistory = keepHistory;
        this.inbox = inbox;
    }

    /** A fold of nothing, of the log with this id. */
    public static Runs of(String logId) {
        return new Runs(logId, false, new Inbox());
    }

    /** A fold that also keeps each run's events until its report is published. */
    public static Runs withHistory(String logId) {
        return new Runs(logId, true, new Inbox());
    }

    /** These runs alone, in this order, and the whole inbox, as they are now: to be looked at, not to be folded on. */
    public Runs only(Collection<RunId> ids) {
        Runs view = new Runs(logId, keepHistory, inbox);
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
                    case RecipeEvent event -> inbox.take(envelope, event);
                    case JobEvent event -> take(position, envelope, event);
                    case MetricEvent event -> {
                    }
                }
            }
            case Entry.UnknownType unknown -> deadLetters.add(unknown.position(), "unknown type " + unknown.type());
            case Entry.Undecodable bad -> deadLetters.add(bad.position(), bad.reason());
        }
    }

    private void take(Entry.Position position, Envelope envelope, JobEvent event) {
        Run before = runs.get(envelope.run());
        if (before == null) {
            begin(position, envelope, event);
            return;
        }
        if (before.book().seen().contains(envelope.id())) {
            deadLetters.add(position, "duplicate of " + envelope.id());
            return;
        }
        Run read = before.with(before.book().read(envelope.id(), key(envelope.event())));
        Optional<Run> after = step(read, event, envelope.time());
        if (after.isEmpty()) {
            deadLetters.add(position, EventType.of(event).typeName() + " does not fit the state of run " + envelope.run());
        }
        Run next = after.orElseGet(() -> read.with(read.book().supersededOne()));
        runs.put(next.id(), next);
        remember(envelope, next);
    }

    private void begin(Entry.Position position, Envelope envelope, JobEvent event) {
        if (event instanceof RunRequested request) {
            Book book = Book.EMPTY.read(envelope.id(), key(event));
            Run run = Run.of(envelope.run(), request, envelope.time(), book);
            runs.put(run.id(), run);
            inbox.requested(run.id());
            remember(envelope, run);
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

    private void remember(Envelope envelope, Run run) {
        if (!keepHistory) {
            return;
        }
        if (run.report().isPresent()) {
            histories.remove(run.id());
        } else {
            histories.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(envelope);
        }
    }

    /** All runs in the order they were requested. */
    public Collection<Run> all() {
        return runs.values();
    }

    /** The run with this id; empty when the log has none. */
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
        Optional<Run> state = run(id);
        for (Event event : events) {
            if (event instanceof JobReported report && state.filter(run -> run.book().seen().contains(id(report))).isPresent()) {
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
