package assay.cluster.doctor;

import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;

/**
 * What is examined.
 *
 * @param site    where jobs run, and what holds for them there
 * @param slurm   what is asked of Slurm for jobs that say nothing themselves
 * @param network which address of a service clients use: {@code auto}, {@code hostname} or an interface
 * @param runRoot absolute path of the directory below which run directories are made
 */
public record Patient(Site site, SlurmOptions slurm, String network, String runRoot) {

    /** An option of sbatch that jobs have unless they say otherwise; empty when there is none. */
    public String option(String name) {
        return slurm.options().getOrDefault(name, "");
    }

    /** Where the user changes what is asked, for messages. */
    public String writtenIn() {
        return switch (site.name()) {
            case "auto", "slurm", "local" -> "the recipe, or of a profile";
            default -> "the profile '" + site.name() + "' (`assay profile show " + site.name() + "`)";
        };
    }
}
