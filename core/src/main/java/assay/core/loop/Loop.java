package assay.core.loop;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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

    private final Program<E, A> program;
    private final Runs runs;
    private final Map<RunId, Set<EventId>> inFlight = new HashMap<>();
    private final Set<String> running = new HashSet<>();
    private final Map<String, Instant> lastStart = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private final List<Draft> undelivered = new ArrayList<>();

    /** A loop that starts from an empty fold. */
    public Loop(Program<E, A> program, Runs runs) {
        this.program = program;
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
        batch.deliver();
        List<E> effects = new ArrayList<>();
        for (Duty<E> duty : program.due(runs, now)) {
            switch (duty) {
                case Duty.Append<E>(var run, var event) -> batch.offer(new Draft(run, event));
                case Duty.Perform<E>(var effect) -> {
                    if (mayStart(effect, now)) {
                        running.add(effect.key());
                        lastStart.put(effect.key(), now);
                        effects.add(effect);
                    }
                }
            }
        }
        return new Step<>(batch.close(), effects);
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
        running.remove(answer.key());
        switch (answer) {
            case Answer.Given<A>(var key, var value) -> {
                failures.remove(key);
                undelivered.addAll(program.decide(runs, value, now));
            }
            case Answer.Failed<A>(var key, var reason) -> {
                failures.merge(key, 1, Integer::sum);
                lastStart.put(key, now);
            }
        }
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

    /** What goes into one transaction: at most one append in flight for each run. */
    private final class Batch {
        private final Instant now;
        private final List<Envelope> envelopes = new ArrayList<>();
        private final Map<RunId, Map<String, Integer>> added = new HashMap<>();
        private final Set<RunId> open = new LinkedHashSet<>();

        Batch(Instant now) {
            this.now = now;
        }

        /** Answers first; those of a run with an append in flight wait for the next step. */
        void deliver() {
            List<Draft> waiting = new ArrayList<>();
            for (Draft draft : undelivered) {
                if (!offer(draft)) {
                    waiting.add(draft);
                }
            }
            undelivered.clear();
            undelivered.addAll(waiting);
            // A run that answers were taken for is decided on again only when these are read back.
            open.addAll(added.keySet());
        }

        boolean offer(Draft draft) {
            if (inFlight.containsKey(draft.run()) || open.contains(draft.run())) {
                return false;
            }
            Map<String, Integer> ordinals = added.computeIfAbsent(draft.run(), run -> new HashMap<>());
            envelopes.add(runs.envelope(draft.run(), draft.event(), program.writer(), now, ordinals));
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
