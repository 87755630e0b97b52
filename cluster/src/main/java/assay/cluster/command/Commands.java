package assay.cluster.command;

import java.time.Duration;
import java.util.List;

/**
 * Runs commands where a cluster's commands are: argument lists, never a shell string; no inherited input; a hard limit on the time and on the size of
 * the answer, past which the command is given up. Used from several threads.
 */
public interface Commands extends AutoCloseable {

    /** Whether a program is on {@code PATH} there. */
    boolean has(String program);

    /** Runs a command that reads nothing. */
    CommandResult run(List<String> arguments, Duration limit);

    /**
     * Runs a command with a text on its standard input. The text is whole before the command starts: a command that outlives us must never
     * see half of it.
     */
    CommandResult run(List<String> arguments, String input, Duration limit);

    /** Ends what still runs. */
    @Override
    void close();
}
