package assay.cluster.slurm;

import assay.cluster.ArtifactStore;
import assay.cluster.RemoteStore;
import assay.cluster.Traces;
import assay.cluster.command.Commands;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a Slurm is reached by, wherever it is.
 *
 * @param commands     run where Slurm's commands are, in an environment that says nothing to them ({@link CommandEnvironment})
 * @param commandLimit how long one command may take
 * @param store        the run directories
 * @param artifacts    what is too large to travel with the jobs
 * @param traces       looks for what was left
 * @param theirClock   what a moment of this machine's clock is on the clock of the commands' machine, or a little earlier, never later
 * @param facts        what there is to say about the way itself
 */
public record SlurmParts(Commands commands, Duration commandLimit, RemoteStore store, ArtifactStore artifacts, Traces traces,
        UnaryOperator<Instant> theirClock, Map<String, String> facts) {
    public SlurmParts {
        facts = Map.copyOf(facts);
    }
}
