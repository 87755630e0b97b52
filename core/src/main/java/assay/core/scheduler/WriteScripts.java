package assay.core.scheduler;

import assay.core.loop.Effect;
import assay.events.Origin;
import assay.events.RunId;
import assay.events.recipe.Recipe;
import java.time.Duration;

/**
 * Plan a run and write all its job scripts, or take over those of the run that it repeats, with {@link RecordedScripts}.
 *
 * @param origin which run is repeated, and from where on
 */
public record WriteScripts(RunId run, Recipe recipe, Origin origin) implements Effect {
    @Override
    public String key() {
        return "scripts/" + run;
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }
}
