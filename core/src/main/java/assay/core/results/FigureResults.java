package assay.core.results;

import assay.events.Figure;
import assay.events.Measurement;
import assay.events.recipe.FigureSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the figures that a recipe asks for out of what a window left. Never throws: what cannot be read is said in the measurement. */
public final class FigureResults {
    private static final long UNCOUNTED = -1;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private FigureResults(List<FigureSpec> specs, Map<String, String> texts) {
        for (FigureSpec spec : specs) {
            switch (FigureSearch.of(spec, Optional.ofNullable(texts.get(spec.file())))) {
                case FigureSearch.Found(var figure) -> figures.add(figure);
                case FigureSearch.Missing(var why) -> problems.add(why);
            }
        }
    }

    /**
     * The measurement of a window that is known by its figures alone; nothing was measured unless all were found. Figures named
     * {@code operations} and {@code errors} are its counts.
     *
     * @param texts what the window left, by file name
     */
    public static Measurement parse(List<FigureSpec> specs, Map<String, String> texts, Instant start, Instant end) {
        FigureResults read = new FigureResults(specs, texts);
        boolean all = read.problems.isEmpty() && end.isAfter(start);
        if (!end.isAfter(start)) {
            read.problems.add("the window is empty: it ends at " + end + " and starts at " + start);
        }
        return all ? new Measurement(true, start, end, read.count("operations"), read.count("errors"), 0, read.figures, "", List.of(), "", List.of())
                : new Measurement(false, start, end, 0, 0, 0, List.of(), "", List.of(), "", read.problems);
    }

    /** What was measured otherwise, with the figures behind it; a figure that it has already stays as it is. */
    public static Measurement added(Measurement measurement, List<FigureSpec> specs, Map<String, String> texts) {
        if (!measurement.measured()) {
            return measurement;
        }
        FigureResults read = new FigureResults(specs, texts);
        List<Figure> figures = new ArrayList<>(measurement.figures());
        List<String> problems = new ArrayList<>(measurement.problems());
        for (Figure figure : read.figures) {
            if (figures.stream().anyMatch(other -> other.name().equals(figure.name()))) {
                problems.add("figure " + figure.name() + ": measured already, so the one of the recipe was left out");
            } else {
                figures.add(figure);
            }
        }
        problems.addAll(read.problems);
        return measurement.with(figures, problems);
    }

    private long count(String name) {
        return figures.stream().filter(figure -> figure.name().equals(name) && figure.value() >= 0).mapToLong(figure -> Math.round(figure.value())).findFirst().orElse(UNCOUNTED);
    }
}
