package assay.cluster.doctor;

import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import java.time.Duration;
import java.util.List;

/**
 * What a command said to a check.
 *
 * @param good  whether it succeeded
 * @param out   what it wrote
 * @param words what it wrote on standard error, or why it said nothing
 * @param took  how long it took
 */
public record Answer(boolean good, String out, String words, Duration took) {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** Asks, with a limit that suits somebody who waits for the answer. */
    public static Answer of(Commands commands, List<String> arguments) {
        long start = System.nanoTime();
        return switch (commands.run(arguments, LIMIT)) {
            case Ended ended -> new Answer(ended.exitCode() == 0, ended.out(), ended.err(), since(start));
            case NotStarted(var reason) -> new Answer(false, "", reason, since(start));
            case CutOff(var reason) -> new Answer(false, "", reason, since(start));
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** How long it took, for people. */
    public String seconds() {
        return Shown.seconds(took);
    }
}
