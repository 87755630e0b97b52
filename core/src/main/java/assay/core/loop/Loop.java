package assay.core.loop;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.RunId;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One service's loop over one topic partition of the log of record. Confined to the thread that calls {@link #step}.
 *
 * <p>Append, read back, then act: what a service appends it applies only when it reads it from the log, and until then nothing else of that
 * run is decided by it. An effect starts only from state that came out of the log.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
public final class Loop<E extends Effect, A> {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 6;

    private final Guard<E, A> guard;
    private final Writer writer;
    private final Runs runs;
    private final Map<RunId, Set<EventId>> inFlight = new HashMap<>();
    private final Map<String, Heard<A>> heard = new LinkedHashMap<>();
    private final Set<String> running = new HashSet<>();
    private final Map<String, Instant> lastStart = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** A loop that starts from an empty fold. */
    public Loop(Program<E, A> program, Runs runs) {
        this.guard = new Guard<>(program);
        this.writer = program.writer();
        this.runs = runs;
    }

    /** The fold so far. */
    public Runs runs() {
        return runs;
    }

    /** Folds entries without acting: for reading to the end of the log before the first step. */
    public void replay(List<Entry> entries) {
        for (Entry entry : entries) {
            take(entry);
        }
    }

    /** Folds what was read, hears what came back from the world, and says what to append and what to start. */
    public Step<E> step(List<Entry> entries, List<Answer<A>> answers, Instant now) {
        replay(entries);
        for (Answer<A> answer : answers) {
            hear(answer, now);
        }
        Batch batch = new Batch(now);
        List<String> settled = new ArrayList<>();
        heard.forEach((key, answer) -> {
            if (batch.deliver(key, answer)) {
                settled.add(key);
            }
        });
        settled.forEach(this::settle);
        List<E> effects = new ArrayList<>();
        List<Draft> decisions = new ArrayList<>();
        for (Duty<E> duty : guard.due(runs, now)) {
            switch (duty) {
                case Duty.Append<E>(var run, var event) -> decisions.add(new Draft(run, event));
                case Duty.Perform<E>(var effect) -> {
                    if (mayStart(effect, now)) {
                        running.add(effect.key());
                        lastStart.put(effect.key(), now);
                        effects.add(effect);
                    }
                }
            }
        }
        byRun(decisions).forEach((run, events) -> batch.offer(run, runs.fitting(run, events, now)));
        return new Step<>(batch.close(), effects, guard.faults());
    }

    private static Map<RunId, List<Event>> byRun(List<Draft> drafts) {
        Map<RunId, List<Event>> byRun = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            byRun.computeIfAbsent(draft.run(), run -> new ArrayList<>()).add(draft.event());
        }
        return byRun;
    }

    /**
     * Takes back appends that certainly did not reach the log: what they came from, duties and answers, is offered again by the next step.
     * Those that were read after all are left alone.
     */
    public void lost(List<Envelope> appends) {
        Set<RunId> taken = new HashSet<>();
        for (Envelope append : appends) {
            Set<EventId> awaited = inFlight.get(append.run());
            if (awaited != null && awaited.remove(append.id())) {
                taken.add(append.run());
            }
        }
        inFlight.values().removeIf(Set::isEmpty);
        heard.values().forEach(answer -> answer.delivered().removeAll(taken));
    }

    private void take(Entry entry) {
        runs.take(entry);
        if (entry instanceof Entry.Readable(var position, var envelope)) {
            Set<EventId> awaited = inFlight.get(envelope.run());
            if (awaited != null && awaited.remove(envelope.id()) && awaited.isEmpty()) {
                inFlight.remove(envelope.run());
            }
        }
    }

    private void hear(Answer<A> answer, Instant now) {
        switch (answer) {
            case Answer.Given<A>(var key, var value) -> {
                failures.remove(key);
                heard.put(key, new Heard<>(value, new HashSet<>()));
            }
            case Answer.Failed<A>(var key, var reason) -> {
                failures.merge(key, 1, Integer::sum);
                lastStart.put(key, now);
                running.remove(key);
            }
        }
    }

    private void settle(String key) {
        heard.remove(key);
        running.remove(key);
    }

    private boolean mayStart(E effect, Instant now) {
        if (running.contains(effect.key())) {
            return false;
        }
        Instant last = lastStart.get(effect.key());
        if (last == null) {
            return true;
        }
        Integer failed = failures.get(effect.key());
        Duration pause = failed == null ? effect.pause() : FIRST_RETRY.multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
        return !now.isBefore(last.plus(pause));
    }

    /**
     * An answer that is kept until the log holds what follows from it; its effect counts as running until then.
     *
     * @param delivered the runs for which its events were appended already: once each
     */
    private record Heard<A>(A value, Set<RunId> delivered) {
    }

    /** What goes into one transaction: at most one append in flight for each run, and one decider of it. */
    private final class Batch {
        private final Instant now;
        private final List<Envelope> envelopes = new ArrayList<>();
        private final Set<RunId> decided = new HashSet<>();

        Batch(Instant now) {
            this.now = now;
        }

        /** Offers what follows from an answer; true when the answer has nothing more to give. */
        boolean deliver(String key, Heard<A> answer) {
            boolean waiting = answer.delivered().stream().anyMatch(inFlight::containsKey);
            for (Map.Entry<RunId, List<Event>> of : byRun(guard.decide(runs, key, answer.value(), now)).entrySet()) {
                if (!answer.delivered().contains(of.getKey())) {
                    List<Event> fitting = runs.fitting(of.getKey(), of.getValue(), now);
                    waiting |= !fitting.isEmpty();
                    if (!fitting.isEmpty() && offer(of.getKey(), fitting)) {
                        answer.delivered().add(of.getKey());
                    }
                }
            }
            return !waiting;
        }

        /** Takes events of a run that nothing is in flight for, and that nothing else in this batch decided on. */
        boolean offer(RunId run, List<Event> events) {
            if (inFlight.containsKey(run) || !decided.add(run)) {
                return false;
            }
            Map<String, Integer> added = new HashMap<>();
            for (Event event : events) {
                envelopes.add(runs.envelope(run, event, writer, now, added));
            }
            return true;
        }

        List<Envelope> close() {
            for (Envelope envelope : envelopes) {
                inFlight.computeIfAbsent(envelope.run(), run -> new HashSet<>()).add(envelope.id());
            }
            return envelopes;
        }
    }
}
