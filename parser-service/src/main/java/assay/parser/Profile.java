package assay.parser;

import assay.events.recipe.Connect;
import assay.events.recipe.Pulling;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import assay.parser.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds on a cluster for every recipe.
 *
 * @param site where jobs run
 * @param keys the profile's keys, checked; none of a built-in one
 */
record Profile(Site site, Mapping keys) {
    private static final String SCRATCH = "/tmp";
    private static final List<String> TOKEN_COMMAND = List.of("scontrol", "token", "lifespan=3600");
    /** Seconds between two questions to a Slurm that others use too and that is reached over a network, where the profile does not say. */
    private static final Map<String, Double> FAR_FLOORS = Map.of("queue", 5.0, "sstat", 15.0);
    private static final long PULLING_SECONDS = 3_600;

    static Profile builtIn(String name, Place place) {
        return new Profile(Site.builtIn(name), Mapping.empty(place));
    }

    static Profile of(String name, Mapping mapping) {
        Fragment keys = new Fragment(mapping);
        Map<String, Double> floors = new LinkedHashMap<>();
        Connect connect = connect(keys);
        if (connect.elsewhere()) {
            floors.putAll(FAR_FLOORS);
        }
        keys.below("polling").map().forEach((what, least) -> Durations.millis(least).ifPresent(millis -> floors.put(what, millis / 1_000.0)));
        return new Profile(new Site(name, keys.text("cluster", "slurm"), keys.text("local", "allowed").equals("allowed"), keys.text("run_root", ""),
                keys.text("scratch", SCRATCH), keys.texts("setup").stream().map(String::strip).toList(), keys.flag("whole_nodes"), floors, keys.text("cache", ""), connect, pulling(keys)),
                mapping);
    }

    private static Connect connect(Fragment keys) {
        Fragment connect = keys.below("connect");
        List<String> printing = connect.texts("token_command");
        return connect.text("rest", "").isEmpty() ? Connect.bySsh(connect.text("ssh", ""), (int) connect.number("port", 0), connect.texts("options"), connect.text("config", ""))
                : Connect.byRest(connect.text("rest", ""), printing.isEmpty() ? TOKEN_COMMAND : printing);
    }

    /** A job that pulls asks for what all jobs do, and for its own. */
    private static Pulling pulling(Fragment keys) {
        if (!keys.text("stage", "here").equals("job")) {
            return Pulling.HERE;
        }
        SlurmOptions every = RecipeBuilder.slurm(keys.below("slurm"));
        SlurmOptions own = RecipeBuilder.slurm(keys.below("stage_job"));
        Map<String, String> options = new LinkedHashMap<>(every.options());
        options.putAll(own.options());
        return new Pulling("job", new SlurmOptions(options, 1, own.timeSeconds() > 0 ? own.timeSeconds() : PULLING_SECONDS));
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
