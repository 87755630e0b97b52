package assay.core.parser;

import assay.core.loop.Effect;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.time.Duration;

/** Read a run's recipe. */
public record ParseRecipe(RunId run, RecipeSubmitted submission) implements Effect {
    @Override
    public String key() {
        return "parse/" + run;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }
}
