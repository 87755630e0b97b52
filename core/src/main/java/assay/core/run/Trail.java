package assay.core.run;

import assay.events.Entry.Position;
import assay.events.JobEvent;
import assay.events.JobEvent.RecipeAccepted;

/**
 * Where a run's events stand in the log.
 *
 * @param first  its first event
 * @param last   offset of its last event so far
 * @param recipe the recipe's name; its source's name until it is accepted
 */
record Trail(Position first, long last, String recipe) {
    Trail with(Position position, JobEvent event) {
        return new Trail(first, position.offset(), event instanceof RecipeAccepted accepted ? accepted.recipe().name() : recipe);
    }
}
