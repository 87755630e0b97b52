package assay.cluster.slurm;

import assay.cluster.Cluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How Slurm's commands are run.
 *
 * @param environment  what they inherit, before it is cleaned of options of other people's ({@link CommandEnvironment}); its {@code PATH}
 *                     decides which commands run
 * @param commandLimit how long one command may take before it is killed
 * @param inputs       directory for what commands read, each for as long as its command takes to begin; made when it is needed
 */
public record SlurmConfig(Map<String, String> environment, Duration commandLimit, Path inputs) {
    public SlurmConfig {
        environment = Map.copyOf(environment);
        if (commandLimit.isNegative() || commandLimit.isZero()) {
            throw new IllegalArgumentException("Expected a positive limit for Slurm's commands, but found " + commandLimit);
        }
    }

    /** This process's environment and the usual limit. */
    public static SlurmConfig standard(Path inputs) {
        return new SlurmConfig(System.getenv(), Cluster.COMMAND_LIMIT, inputs);
    }

    @Override
    public String toString() {
        return "SlurmConfig[commandLimit=" + commandLimit + ", inputs=" + inputs + "]";
    }
}
