package assay.core.parser;

import assay.events.JobEvent;
import assay.events.RunId;

/** What came of reading a recipe: {@code RecipeAccepted} or {@code RecipeRejected}. */
public record RecipeRead(RunId run, JobEvent verdict) {
}
