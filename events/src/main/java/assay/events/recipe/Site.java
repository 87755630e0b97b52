package assay.events.recipe;

import assay.events.Copies;
import java.util.List;
import java.util.Map;

/**
 * Where a run's jobs run, and what holds for every job there: from the profile that the recipe's {@code cluster} names, or built in.
 *
 * @param name         {@code auto}, {@code slurm}, {@code local}, or the profile's name
 * @param adapter      how it is reached: {@code auto}, {@code slurm} or {@code local}
 * @param localAllowed whether {@code auto} may mean this machine
 * @param runRoot      absolute path below which run directories are made; empty: the run's output directory is its run directory
 * @param scratch      absolute path on each node below which scratch is made
 * @param setup        bash lines run first in each job, such as {@code module load …}
 * @param wholeNodes   whether jobs are given, and billed for, whole nodes
 * @param floors       least seconds between two questions, by what is asked: {@code sstat}, {@code queue}
 * @param cache        absolute path on the cluster's shared file system where staged artifacts are kept; empty: below the home directory
 * @param connect      how the machine is reached on which the cluster's commands are
 * @param pulling      where images and files are fetched
 */
public record Site(String name, String adapter, boolean localAllowed, String runRoot, String scratch, List<String> setup, boolean wholeNodes,
        Map<String, Double> floors, String cache, Connect connect, Pulling pulling) {
    public Site {
        setup = List.copyOf(setup);
        floors = Copies.ordered(floors);
    }

    /** One that is had from this machine, which also fetches. */
    public Site(String name, String adapter, boolean localAllowed, String runRoot, String scratch, List<String> setup, boolean wholeNodes,
            Map<String, Double> floors, String cache) {
        this(name, adapter, localAllowed, runRoot, scratch, setup, wholeNodes, floors, cache, Connect.HERE, Pulling.HERE);
    }

    /** One with the usual cache. */
    public Site(String name, String adapter, boolean localAllowed, String runRoot, String scratch, List<String> setup, boolean wholeNodes,
            Map<String, Double> floors) {
        this(name, adapter, localAllowed, runRoot, scratch, setup, wholeNodes, floors, "");
    }

    /** A built-in one. */
    public static Site builtIn(String name) {
        return new Site(name, name, true, "", "/tmp", List.of(), false, Map.of());
    }

    /** Where its jobs are, with the adapter that {@code auto} stood for, if it did. */
    public Location location(String chosen) {
        return new Location(chosen, connect);
    }

    /** The same as long as nothing was chosen. */
    public Location location() {
        return location(adapter);
    }
}
