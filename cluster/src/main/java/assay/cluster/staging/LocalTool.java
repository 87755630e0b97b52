package assay.cluster.staging;

import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.LocalCommands;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Those of this machine. */
final class LocalTool implements Tool {
    /** Longer than anything takes that still gets on. */
    private static final Duration LIMIT = Duration.ofHours(12);
    private final LocalCommands commands;

    LocalTool(LocalCommands commands) {
        this.commands = commands;
    }

    @Override
    public boolean present(String program) {
        return program.startsWith("/") || commands.has(program);
    }

    @Override
    public Ended run(List<String> arguments, Map<String, String> variables) throws UnavailableArtifactException, InterruptedIOException {
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
}
