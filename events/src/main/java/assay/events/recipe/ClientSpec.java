package assay.events.recipe;

import assay.events.Copies;
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
 * @param results how its output is read: {@code pgbench}, or {@code none}
 * @param windowSeconds how long one repetition takes by plan, warm-up included; 0 when unknown
 * @param slurm   what is asked of Slurm
 */
public record ClientSpec(String name, String preset, Map<String, String> with, Program program, String warmup, String target,
        String results, long windowSeconds, SlurmOptions slurm) {
    public ClientSpec {
        with = Copies.ordered(with);
    }
}
