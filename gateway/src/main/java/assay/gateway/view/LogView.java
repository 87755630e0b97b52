package assay.gateway.view;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.core.view.RunEntry;
import assay.core.view.RunPage;
import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.RunRequested;
import assay.events.MetricEvent;
import assay.events.RecipeEvent;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.events.Token;
import assay.events.Topic;
import assay.gateway.problem.ProblemException;
import assay.gateway.problem.ProblemKind;
import assay.gateway.stream.Extent;
import assay.gateway.stream.Extents;
import assay.log.LogWatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the log says of all runs, up to where it was read: every run as it is listed, and the events of those under way. One thread reads, any may ask;
 * nothing here waits for anything.
 */
public final class LogView implements LogWatch.Reader, Extents {
    private static final int MOST_NAMED = 5;
    private final Runs runs = Runs.forService("");
    private final RunList list = new RunList();
    private final Map<RunId, List<Envelope>> underWay = new HashMap<>();
    private final RecentRuns recent = new RecentRuns();
    private final Beginnings beginnings = new Beginnings();
    private final Map<RunId, List<Consumer<RunEntry>>> watchers = new HashMap<>();
    private final Map<Integer, Long> reached = new HashMap<>();

    @Override
    public synchronized void restored(Collection<Stub> over) {
        runs.restore(over);
        over.forEach(stub -> list.put(RunEntry.of(stub)));
        over.forEach(stub -> beginnings.reached(stub.last()));
    }

    @Override
    public synchronized void read(Entry entry) {
        runs.take(entry);
        if (entry instanceof Entry.Readable(var position, var envelope)) {
            switch (envelope.event()) {
                case RecipeEvent event -> asked(envelope, event);
                case JobEvent event -> {
                    beginnings.read(envelope.run(), position);
                    told(envelope, event);
                }
                case MetricEvent event -> {
                }
            }
        }
        if (entry.position().topic() == Topic.JOBS) {
            reached.put(entry.position().partition(), entry.position().offset());
        }
    }

    @Override
    public synchronized boolean reached(Position position) {
        return reached.getOrDefault(position.partition(), -1L) >= position.offset();
    }

    private void asked(Envelope envelope, RecipeEvent event) {
        if (list.run(envelope.run()).isPresent()) {
            return;
        }
        switch (event) {
            case RecipeSubmitted submission -> changed(RunEntry.of(envelope.run(), submission, envelope.time()));
            case RerunRequested request -> changed(RunEntry.of(envelope.run(), request, envelope.time()));
            case RunCancelRequested request -> {
            }
        }
    }

    private void told(Envelope envelope, JobEvent event) {
        RunId id = envelope.run();
        Optional<Stub> over = runs.stub(id);
        if (over.isPresent()) {
            List<Envelope> events = underWay.remove(id);
            if (events == null) {
                recent.forget(id);
            } else {
                events.add(envelope);
                recent.keep(id, events);
            }
            beginnings.forget(id);
            changed(RunEntry.of(over.get()));
        } else if (runs.run(id).isPresent()) {
            underWay.computeIfAbsent(id, run -> new ArrayList<>()).add(envelope);
            changed(RunEntry.of(runs.run(id).get(), called(id, event)));
        }
    }

    private String called(RunId id, JobEvent event) {
        return event instanceof RunRequested request ? request.submission().sourceName() : list.run(id).map(RunEntry::recipe).orElse("");
    }

    private void changed(RunEntry run) {
        list.put(run);
        List.copyOf(watchers.getOrDefault(run.id(), List.of())).forEach(watcher -> watcher.accept(run));
    }

    /** Tells of a run whenever something new of it was read, on the reading thread, and at once as it is now; until the watcher is taken away. */
    synchronized void watch(RunId run, Consumer<RunEntry> watcher) {
        watchers.computeIfAbsent(run, id -> new ArrayList<>()).add(watcher);
        list.run(run).ifPresent(watcher);
    }

    synchronized void unwatch(RunId run, Consumer<RunEntry> watcher) {
        watchers.computeIfPresent(run, (id, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    /** A run by its id. */
    public synchronized Optional<RunEntry> find(RunId run) {
        return list.run(run);
    }

    /**
     * The run that somebody means: a unique beginning of its id, or {@code latest}.
     *
     * @throws ProblemException when there is none, or more than one
     */
    public synchronized RunEntry run(String name) {
        List<RunEntry> found = list.named(name);
        if (found.isEmpty()) {
            throw ProblemKind.NOT_FOUND.because(name.equals("latest") ? "there is no run yet; POST /v1/runs asks for one"
                    : "there is no run '" + name + "'; GET /v1/runs lists all");
        }
        if (found.size() > 1) {
            String some = found.stream().limit(MOST_NAMED).map(run -> run.id().value()).collect(Collectors.joining(", "));
            throw ProblemKind.RUN_AMBIGUOUS.because("'" + name + "' may mean " + some
                    + (found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "") + "; give more of the id");
        }
        return found.getFirst();
    }

    /**
     * A page of runs, newest first.
     *
     * @param cursor where it begins, from the page before; empty: with the newest
     * @throws ProblemException when the cursor is none of ours
     */
    public RunPage page(RunFilter filter, int limit, Optional<String> cursor) {
        Optional<Place> behind = cursor.map(text -> Place.of(text)
                .orElseThrow(() -> ProblemKind.BAD_REQUEST.because("/query/cursor: this is no cursor; take `next` of the page before, as it is")));
        synchronized (this) {
            return list.page(filter, limit, behind);
        }
    }

    /** A run's events in the order of the log where they are at hand: while it is under way, and for some time afterwards. */
    public synchronized Optional<List<Envelope>> events(RunId run) {
        return Optional.ofNullable(underWay.get(run)).map(List::copyOf).or(() -> recent.events(run));
    }

    /** What is kept of a run whose last event was read; empty while it is under way. */
    public synchronized Optional<Stub> over(RunId run) {
        return runs.stub(run);
    }

    /** Whether an attempt of a job is over. */
    public synchronized boolean over(RunId run, Token attempt) {
        return runs.stub(run).isPresent() || underWay.getOrDefault(run, List.of()).stream().map(Envelope::event)
                .anyMatch(event -> event instanceof JobEnded end && end.token().equals(attempt));
    }

    @Override
    public synchronized Extent of(RunId run) {
        Optional<Stub> over = runs.stub(run);
        Instant requestedAt = list.run(run).map(RunEntry::requestedAt).orElse(Instant.EPOCH);
        return over.map(stub -> new Extent(stub.first(), OptionalLong.of(stub.last()), requestedAt))
                .orElseGet(() -> new Extent(beginnings.of(run), OptionalLong.empty(), requestedAt));
    }

    /** What was asked for under this id and not taken into the log of record yet. */
    synchronized Optional<RecipeEvent> waiting(RunId run) {
        return Optional.<RecipeEvent>ofNullable(runs.inbox().submissions().get(run)).or(() -> Optional.ofNullable(runs.inbox().reruns().get(run)));
    }

    synchronized void keep(RunId run, List<Envelope> events) {
        recent.keep(run, events);
    }
}
