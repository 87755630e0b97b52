package assay.core.parser;

import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;

/**
 * Read what the log holds of an old run that is to be run again, and decide on it with {@link Rerun}.
 *
 * @param run the new run
 */
public record RecallRun(RunId run, RerunRequested request) implements ParserEffect {
    @Override
    public String key() {
        return "recall/" + run;
    }
}
