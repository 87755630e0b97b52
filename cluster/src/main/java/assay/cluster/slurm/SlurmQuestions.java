package assay.cluster.slurm;

import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Questions that must have an answer. Whatever is not one is silence, unless Slurm is known to say no in those words.
 *
 * @param commands runs them
 * @param limit    of each
 */
record SlurmQuestions(Commands commands, Duration limit) {

    /** What a command wrote. Throws {@link ClusterSilentException} or {@link ClusterRefusedException} when it failed. */
    String ask(List<String> arguments) {
        return ask(arguments, ended -> ended.exitCode() == 0);
    }

    /** As {@link #ask(List)}, for commands whose exit code does not tell whether they failed. */
    String ask(List<String> arguments, Predicate<Ended> answered) {
        return switch (commands.run(arguments, limit)) {
            case NotStarted(var reason) -> throw new ClusterSilentException(reason);
            case CutOff(var reason) -> throw new ClusterSilentException(reason);
            case Ended ended when answered.test(ended) -> ended.out();
            case Ended ended -> throw failure(arguments.getFirst(), ended);
        };
    }

    private static RuntimeException failure(String command, Ended ended) {
        String words = SlurmWords.readable(ended.err());
        String message = command + ": " + (words.isEmpty() ? "ended with " + ended.exitCode() + " and said nothing" : words);
        return SlurmWords.denied(ended.err()) ? new ClusterRefusedException(message) : new ClusterSilentException(message);
    }

    /** Throws {@link ClusterSilentException} unless a controller answers a ping; the cheapest question there is. */
    void requireController() {
        String ping = ask(SlurmArguments.ping(), ended -> ended.exitCode() == 0 || !ended.out().isBlank());
        if (!ControllerOutput.up(ping)) {
            throw new ClusterSilentException(SlurmWords.readable(ping));
        }
    }
}
