package assay.cluster.slurmrestd;

import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import java.time.Duration;
import java.util.List;

/**
 * Tokens that a command prints, as {@code scontrol token} does: the last line of its output, without {@code SLURM_JWT=}.
 *
 * @param arguments the command
 */
public record CommandTokens(Commands commands, List<String> arguments) implements TokenSource {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAME = "SLURM_JWT=";

    public CommandTokens {
        arguments = List.copyOf(arguments);
    }

    @Override
    public String token() {
        return switch (commands.run(arguments, LIMIT)) {
            case Ended ended when ended.exitCode() == 0 -> ended.out().lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((first, last) -> last)
                    .map(line -> line.startsWith(NAME) ? line.substring(NAME.length()) : line).orElseThrow(() -> none("it printed nothing"));
            case Ended ended -> throw none(ended.err().strip());
            case NotStarted(var reason) -> throw none(reason);
            case CutOff(var reason) -> throw none(reason);
        };
    }

    private ClusterSilentException none(String why) {
        return new ClusterSilentException("no token for slurmrestd: " + String.join(" ", arguments) + ": " + why);
    }
}
