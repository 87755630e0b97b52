package assay.cluster.staging;

import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Programs of others that bring something, run for as long as they take. */
final class Tool {
    /** Longer than anything takes that still gets on. */
    private static final Duration LIMIT = Duration.ofHours(12);
    private static final int LONGEST_WORDS = 600;
    private final LocalCommands commands;

    Tool(LocalCommands commands) {
        this.commands = commands;
    }

    boolean present(String program) {
        return program.startsWith("/") || commands.has(program);
    }

    /**
     * Runs one to its end.
     *
     * @throws UnavailableArtifactException for this time, when it never ran
     * @throws InterruptedIOException       when its thread was interrupted; then it runs no more
     */
    Ended run(List<String> arguments, Map<String, String> variables) throws UnavailableArtifactException, InterruptedIOException {
        CommandResult result = commands.attend(arguments, variables, LIMIT);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(arguments.getFirst() + " was given up");
        }
        return switch (result) {
            case Ended ended -> ended;
            case CommandResult.NotStarted(var reason) -> throw UnavailableArtifactException.thisTime(reason, "");
            case CommandResult.CutOff(var reason) -> throw UnavailableArtifactException.thisTime(reason, "");
        };
    }

    /** What it says of its failure: its last lines, of which those of apptainer that begin with FATAL say most. */
    static String words(Ended ended) {
        List<String> lines = (ended.err() + "\n" + ended.out()).lines().map(line -> line.replaceAll("\\p{Cntrl}(\\[[0-9;]*m)?", "").strip()).filter(line -> !line.isEmpty()).toList();
        String fatal = lines.stream().filter(line -> line.startsWith("FATAL")).reduce((first, last) -> last)
                .orElseGet(() -> lines.isEmpty() ? "it ended with " + ended.exitCode() + " and said nothing" : lines.getLast());
        return fatal.length() <= LONGEST_WORDS ? fatal : fatal.substring(0, LONGEST_WORDS) + "…";
    }
}
