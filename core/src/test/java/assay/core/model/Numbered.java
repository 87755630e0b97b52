package assay.core.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal things one number each, so that states of numbers can stand for states of things. */
final class Numbered<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> things = new ArrayList<>();

    int of(T thing) {
        return numbers.computeIfAbsent(thing, unknown -> {
            things.add(unknown);
            return things.size() - 1;
        });
    }

    T get(int number) {
        return things.get(number);
    }

    List<T> all(List<Integer> chosen) {
        return chosen.stream().map(this::get).toList();
    }

    List<Integer> of(List<T> chosen) {
        return chosen.stream().map(this::of).toList();
    }
}
