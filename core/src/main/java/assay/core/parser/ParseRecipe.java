package assay.core.parser;

import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;

/** Read a run's recipe. */
public record ParseRecipe(RunId run, RecipeSubmitted submission) implements ParserEffect {
    @Override
    public String key() {
        return "parse/" + run;
    }
}
