package assay.core.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Visits every state that can be reached from the first one, nearest first, so that what it finds is told by a shortest way there.
 *
 * @param <S> the states
 */
final class Search<S> {
    private final Map<S, Came<S>> seen = new HashMap<>();
    private final Map<String, List<String>> broken = new TreeMap<>();

    private record Came<S>(String by, Optional<S> from) {
    }

    /** One way on from a state. */
    record Move<S>(String name, S to) {
    }

    /** Searches; {@code breaks} names what does not hold in a state, from which no move leads when it is told true; the first such state ends the search unless the whole is wanted. */
    Search(S first, Function<S, List<Move<S>>> moves, BiFunction<S, Boolean, List<String>> breaks, boolean whole) {
        Deque<S> open = new ArrayDeque<>(List.of(first));
        seen.put(first, new Came<>("", Optional.empty()));
        while (!open.isEmpty() && (whole || broken.isEmpty())) {
            S state = open.remove();
            List<Move<S>> next = moves.apply(state);
            breaks.apply(state, next.isEmpty()).forEach(what -> broken.computeIfAbsent(what, none -> way(state)));
            for (Move<S> move : next) {
                if (seen.putIfAbsent(move.to(), new Came<>(move.name(), Optional.of(state))) == null) {
                    open.add(move.to());
                }
            }
        }
    }

    private List<String> way(S to) {
        LinkedList<String> way = new LinkedList<>();
        Optional<S> at = Optional.of(to);
        while (at.isPresent()) {
            Came<S> came = seen.get(at.get());
            if (came.from().isPresent()) {
                way.addFirst(came.by());
            }
            at = came.from();
        }
        return new ArrayList<>(way);
    }

    /** How many states there are. */
    int states() {
        return seen.size();
    }

    /** What did not hold, and the shortest way to it. */
    Map<String, List<String>> broken() {
        return broken;
    }
}
