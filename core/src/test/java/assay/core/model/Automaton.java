package assay.core.model;

import assay.core.loop.Answer;
import assay.core.loop.Effect;
import assay.core.loop.Loop;
import assay.core.loop.Step;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.Topic;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The states of one process's {@link Loop}, numbered: what the real loop does in a state with an input is asked of it once and remembered. A loop
 * cannot be copied, so one is brought into a state by what first led there.
 *
 * @param <E> the service's effects
 * @param <A> what comes back from them
 */
final class Automaton<E extends Effect, A> {
    /** When what may be repeated at once was begun last. */
    private static final Pattern UNHURRIED = Pattern.compile("(?<=[{ ])(?!submit/|stop/)[a-z-]+/?[^ ={]*=20[0-9TZ:.-]+,? ?|=20[0-9TZ:.-]+(?=[,}])");
    private final Supplier<Loop<E, A>> fresh;
    private final boolean readBack;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Input<A>>> ways = new ArrayList<>();
    private final Map<Asked<A>, Output<E>> known = new HashMap<>();

    Automaton(Supplier<Loop<E, A>> fresh, boolean readBack) {
        this.fresh = fresh;
        this.readBack = readBack;
        number("", List.of());
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

    /** How many different states there are. */
    int states() {
        return ways.size();
    }

    Output<E> step(int state, Input<A> input) {
        return known.computeIfAbsent(new Asked<>(state, input), asked -> ask(state, input));
    }

    private Output<E> ask(int state, Input<A> input) {
        Loop<E, A> loop = fresh.get();
        List<Input<A>> way = new ArrayList<>(ways.get(state));
        way.forEach(earlier -> step(loop, earlier));
        Step<E> step = step(loop, input);
        way.add(input);
        return new Output<>(number(memory(loop) + read(way), way), step.appends(), step.effects());
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

    private int number(String memory, List<Input<A>> way) {
        return numbers.computeIfAbsent(memory, unknown -> {
            ways.add(List.copyOf(way));
            return ways.size() - 1;
        });
    }

    /** The fold follows from what was read. */
    private static <A> String read(List<Input<A>> way) {
        StringBuilder ids = new StringBuilder();
        way.forEach(input -> input.read().forEach(envelope -> ids.append(envelope.id()).append(envelope.time())));
        return ids.toString();
    }

    /** All that the loop remembers beside its fold. */
    private static String memory(Loop<?, ?> loop) {
        StringBuilder memory = new StringBuilder();
        Arrays.stream(Loop.class.getDeclaredFields()).filter(field -> Map.class.isAssignableFrom(field.getType()) || Iterable.class.isAssignableFrom(field.getType()))
                .forEach(field -> memory.append(field.getName()).append(value(field, loop)));
        return UNHURRIED.matcher(memory).replaceAll("");
    }

    private static Object value(Field field, Loop<?, ?> loop) {
        try {
            field.setAccessible(true);
            return field.get(loop);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Expected to read what the loop remembers", e);
        }
    }
}
