package assay.parser;

import assay.events.recipe.Site;
import assay.parser.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What holds on a cluster for every recipe.
 *
 * @param site where jobs run
 * @param keys the profile's keys, checked; none of a built-in one
 */
record Profile(Site site, Mapping keys) {
    private static final String SCRATCH = "/tmp";

    static Profile builtIn(String name, Place place) {
        return new Profile(Site.builtIn(name), Mapping.empty(place));
    }

    static Profile of(String name, Mapping mapping) {
        Fragment keys = new Fragment(mapping);
        Map<String, Double> floors = new LinkedHashMap<>();
        keys.below("polling").map().forEach((what, least) -> Durations.millis(least).ifPresent(millis -> floors.put(what, millis / 1_000.0)));
        return new Profile(new Site(name, keys.text("cluster", "slurm"), keys.text("local", "allowed").equals("allowed"), keys.text("run_root", ""),
                keys.text("scratch", SCRATCH), keys.texts("setup").stream().map(String::strip).toList(), keys.flag("whole_nodes"), floors, keys.text("cache", "")), mapping);
    }

    Fragment fragment() {
        return new Fragment(keys);
    }

    /** What is asked of Slurm for jobs of a partition, unless a recipe says otherwise. */
    Mapping slurm(String partition) {
        return Layers.over(fragment().below("partitions").below(partition).mapping(), fragment().below("slurm").mapping(), SlurmKeys.FIELDS);
    }

    /** The same for jobs that name no partition. */
    Mapping slurm() {
        return slurm(fragment().below("slurm").text("partition", ""));
    }
}
