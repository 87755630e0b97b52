package assay.parser;

import assay.events.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything that is wrong, so that people see it all at once, in the order of the text. Used by one thread. */
final class Problems {
    static final int MOST = 200;
    private final Comparator<Problem> order;
    private final String recipe;
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Problems of the given recipe stand first, those of the command line behind them. */
    Problems(String recipe) {
        this.recipe = recipe;
        order = Comparator.<Problem, Boolean>comparing(problem -> !problem.source().equals(recipe)).thenComparing(Problem::line)
                .thenComparing(Problem::column);
    }

    void add(Place place, String message) {
        add(place, message, "");
    }

    void add(Place place, String message, String hint) {
        found.add(place.problem(message, hint));
    }

    /** Takes over all that another one found. */
    void addAll(Problems other) {
        found.addAll(other.found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them, or the first {@value #MOST} and how many more there are. */
    List<Problem> sorted() {
        List<Problem> all = found.stream().sorted(order).toList();
        if (all.size() <= MOST) {
            return all;
        }
        List<Problem> first = new ArrayList<>(all.subList(0, MOST));
        first.add(Place.whole(recipe).problem("and " + (all.size() - MOST) + " more problems", ""));
        return first;
    }
}
