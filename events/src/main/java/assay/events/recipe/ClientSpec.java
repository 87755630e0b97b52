package assay.events.recipe;

import assay.events.Copies;
import java.util.List;
import java.util.Map;

/**
 * A load generator.
 *
 * @param name    also its job's name
 * @param preset  the preset it came from; empty when written out
 * @param with    the preset's parameters as given or defaulted
 * @param program what runs once per repetition: the measured window
 * @param warmup  bash text run before each window, under the same load, discarded; empty when there is none
 * @param target  the service it loads
 * @param results how its output is read: {@code pgbench}, {@code loadgen}, or {@code none}
 * @param figures what else is read from its output
 * @param windowSeconds how long one repetition takes by plan, warm-up included; 0 when unknown
 * @param slurm   what is asked of Slurm
 * @param jobs    how its work is laid out in jobs
 */
public record ClientSpec(String name, String preset, Map<String, String> with, Program program, String warmup, String target,
        String results, List<FigureSpec> figures, long windowSeconds, SlurmOptions slurm, Jobs jobs) {
    public ClientSpec {
        with = Copies.ordered(with);
        figures = List.copyOf(figures);
    }

    /** One job for the whole run, without figures of its own. */
    public ClientSpec(String name, String preset, Map<String, String> with, Program program, String warmup, String target, String results,
            long windowSeconds, SlurmOptions slurm) {
        this(name, preset, with, program, warmup, target, results, List.of(), windowSeconds, slurm, Jobs.STANDARD);
    }

    /**
     * How a client's work is laid out in jobs.
     *
     * @param covers   what one job covers
     * @param replicas how many jobs start their windows at one agreed instant
     * @param early    whether its jobs are submitted with those of its services and wait inside, instead of when these are ready
     * @param attempts how often a job of it is begun at most, where the cluster took an earlier attempt away
     */
    public record Jobs(Scope covers, int replicas, boolean early, int attempts) {
        /** One job for the whole run, submitted when its services are ready, one attempt. */
        public static final Jobs STANDARD = new Jobs(Scope.RUN, 1, false, 1);
    }
}
