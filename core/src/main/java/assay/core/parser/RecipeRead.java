package assay.core.parser;

import assay.events.JobEvent;
import assay.events.RunId;
import java.util.List;

/**
 * What came of reading a recipe, or an old run.
 *
 * @param events the verdict, {@code RecipeAccepted} or {@code RecipeRejected}; of a rerun behind its {@code RunRequested}, and none yet where the
 *               recipe is to be read anew
 */
public record RecipeRead(RunId run, List<JobEvent> events) {
    public RecipeRead {
        events = List.copyOf(events);
    }

    /** A verdict alone. */
    public RecipeRead(RunId run, JobEvent verdict) {
        this(run, List.of(verdict));
    }
}
