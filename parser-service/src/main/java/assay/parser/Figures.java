package assay.parser;

import assay.core.results.ResultFigures;
import assay.events.Figure.Better;
import assay.events.recipe.FigureSpec;
import assay.parser.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures that a client gives.
 *
 * @param ofResults by the reader of its results: name to unit
 * @param own       read by expressions of the recipe
 * @param open      whether its results may give others too, whose names only the program knows
 */
record Figures(Map<String, String> ofResults, List<FigureSpec> own, boolean open) {

    static Figures of(Job client) {
        Fragment figures = client.fragment().below("figures");
        List<FigureSpec> own = figures.mapping().entries().entrySet().stream().filter(entry -> entry.getValue().value() instanceof Mapping)
                .map(entry -> figure(entry.getKey(), figures.below(entry.getKey()))).toList();
        String results = client.fragment().text("results", "none");
        return new Figures(ResultFigures.units(results), own, results.equals(ResultFigures.LOADGEN) && client.preset().isEmpty());
    }

    private static FigureSpec figure(String name, Fragment keys) {
        Better better = switch (keys.text("better", "")) {
            case "higher" -> Better.HIGHER;
            case "lower" -> Better.LOWER;
            default -> Better.NEITHER;
        };
        return new FigureSpec(name, keys.text("file", FigureSpec.STANDARD_OUTPUT), keys.text("regex", ""), keys.text("unit", ""), better);
    }

    boolean none() {
        return ofResults.isEmpty() && own.isEmpty();
    }

    /** All of them: name to unit. */
    Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>(ofResults);
        own.forEach(figure -> units.put(figure.name(), figure.unit()));
        return units;
    }
}
