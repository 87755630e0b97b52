package assay.events.recipe;

import assay.events.Copies;
import java.util.Map;

/**
 * What is asked of Slurm for a job.
 *
 * @param options     sbatch's long option names with {@code _} for {@code -}, to their values, without {@code time} and {@code nodes}
 * @param nodes       number of nodes, at least 1
 * @param timeSeconds the job's time limit; 0 when the planner shall choose
 */
public record SlurmOptions(Map<String, String> options, int nodes, long timeSeconds) {
    /** Nothing in particular. */
    public static final SlurmOptions NONE = new SlurmOptions(Map.of(), 1, 0);

    public SlurmOptions {
        options = Copies.ordered(options);
    }
}
