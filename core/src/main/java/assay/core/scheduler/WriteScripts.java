package assay.core.scheduler;

import assay.core.loop.Effect;
import assay.events.RunId;
import assay.events.recipe.Recipe;
import java.time.Duration;

/** Plan a run and write all its job scripts. */
public record WriteScripts(RunId run, Recipe recipe) implements Effect {
    @Override
    public String key() {
        return "scripts/" + run;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }
}
