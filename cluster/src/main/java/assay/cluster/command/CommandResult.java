package assay.cluster.command;

/** What came of running a command. */
public sealed interface CommandResult {

    /** It ended by itself (or by a signal, which shows in the exit code), and this is all it wrote. */
    record Ended(int exitCode, String out, String err) implements CommandResult {
    }

    /** It never ran. */
    record NotStarted(String reason) implements CommandResult {
    }

    /** It ran and was given up: nobody knows what it did. */
    record CutOff(String reason) implements CommandResult {
    }
}
