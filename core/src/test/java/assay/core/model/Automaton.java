package assay.core.model;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The states of one process's {@link Loop}, numbered: what the real loop does in a state with an input is asked of it once and remembered.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
final class Automaton<E extends Effect, A> {
    private final Supplier<Loop<E, A>> empty;
    private final boolean readBack;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Came<E, A>> came = new ArrayList<>();
    private final Map<Asked<A>, Output<E>> known = new HashMap<>();

    /** Loops begin as {@code first}; {@code empty} makes further ones. */
    Automaton(Loop<E, A> first, Supplier<Loop<E, A>> empty, boolean readBack) {
        this.empty = empty;
        this.readBack = readBack;
        number(new Came<>(first, List.of()));
    }

    /** What a step is given; envelopes and answers by their numbers too, for quick comparing. */
    record Input<A>(List<Integer> numbers, List<Envelope> read, List<Answer<A>> heard, Instant now) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Input<?> input && numbers.equals(input.numbers) && now.equals(input.now);
        }

        @Override
        public int hashCode() {
            return 31 * numbers.hashCode() + now.hashCode();
        }
    }

    /** What comes of it, and the state behind it. */
    record Output<E>(int state, List<Envelope> appends, List<E> effects) {
    }

    private record Asked<A>(int state, Input<A> input) {
    }

    Output<E> step(int state, Input<A> input) {
        return known.computeIfAbsent(new Asked<>(state, input), asked -> ask(state, input));
    }

    private Output<E> ask(int state, Input<A> input) {
        Came<E, A> from = came.get(state);
        Loop<E, A> loop = LoopCopy.into(from.loop(), empty.get());
        Step<E> step = step(loop, input);
        List<Integer> read = new ArrayList<>(from.read());
        input.numbers().stream().filter(number -> number >= 0).forEach(read::add);
        return new Output<>(number(new Came<>(loop, read)), step.appends(), step.effects());
    }

    private Step<E> step(Loop<E, A> loop, Input<A> input) {
        Step<E> step = loop.step(entries(input.read()), input.heard(), input.now());
        if (!readBack) {
            loop.replay(entries(step.appends()));
        }
        return step;
    }

    private static List<Entry> entries(List<Envelope> envelopes) {
        return envelopes.stream().<Entry>map(envelope -> new Entry.Readable(new Entry.Position(Topic.JOBS, 0, 0), envelope)).toList();
    }

    private int number(Came<E, A> reached) {
        return numbers.computeIfAbsent(LoopCopy.memory(reached.loop()) + reached.read(), unknown -> {
            came.add(reached);
            return came.size() - 1;
        });
    }

    /** A loop in one of its states; its fold follows from what was read. */
    private record Came<E extends Effect, A>(Loop<E, A> loop, List<Integer> read) {
    }
}
