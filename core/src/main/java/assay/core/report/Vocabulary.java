package assay.core.report;

import assay.core.results.ResultFigures;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.recipe.ClientSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which figures the clients of a run may give: what all parts of a measurement give together is told by no other names.
 *
 * @param results how each client's output is read
 */
record Vocabulary(Map<String, String> results) {

    static Vocabulary of(RunLog log) {
        Map<String, String> results = new LinkedHashMap<>();
        log.first(RecipeAccepted.class).stream().flatMap(entry -> entry.event().recipe().clients().stream()).forEach((ClientSpec client) -> results.put(client.name(), client.results()));
        return new Vocabulary(results);
    }

    boolean has(String client, String figure) {
        String form = results.getOrDefault(client, "");
        return form.equals(ResultFigures.LOADGEN) || ResultFigures.units(form).containsKey(figure);
    }
}
