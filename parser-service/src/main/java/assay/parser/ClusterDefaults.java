package assay.parser;

import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;

/**
 * What a profile says of jobs that say nothing themselves.
 *
 * @param site    where they run
 * @param slurm   what is asked of Slurm for them
 * @param network which address of a service clients use
 */
public record ClusterDefaults(Site site, SlurmOptions slurm, String network) {

    static ClusterDefaults of(Profile profile) {
        return new ClusterDefaults(profile.site(), RecipeBuilder.slurm(new Fragment(profile.slurm())), profile.fragment().text("network", "auto"));
    }
}
