package assay.core.run;

import assay.events.JobEvent.ClusterObserved;
import assay.events.recipe.Connect;
import assay.events.recipe.Location;

/** Where a run takes place, once its cluster was observed. Pure. */
public final class Locations {
    private Locations() {
    }

    /** By the recipe's site, and the adapter that was found there. */
    public static Location of(Run run, ClusterObserved observed) {
        return new Location(observed.adapter(), run.stage().knownRecipe().map(recipe -> recipe.site().connect()).orElse(Connect.HERE));
    }
}
