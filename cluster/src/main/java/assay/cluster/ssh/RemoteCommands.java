package assay.cluster.ssh;

import assay.cluster.ClusterSilentException;
import assay.cluster.command.CommandResult;
import assay.cluster.command.CommandResult.CutOff;
import assay.cluster.command.CommandResult.Ended;
import assay.cluster.command.CommandResult.NotStarted;
import assay.cluster.command.Commands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Runs commands on the other side. Each ends there at its limit, whatever becomes of the connection; that no answer came is never taken for one.
 * Used from several threads.
 */
final class RemoteCommands implements Commands {
    /** How much longer than a command may take we wait for what became of it. */
    private static final Duration WAY = Duration.ofSeconds(10);
    private static final String RAN = "ran\n";
    private static final int KILLED = 137;
    private final Sessions sessions;

    RemoteCommands(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean has(String program) {
        try {
            return sessions.slow(Request.of("command -v " + ShellWords.of(program) + " > /dev/null"), WAY).code() == 0;
        } catch (BrokenOffException e) {
            throw new ClusterSilentException(e.getMessage());
        }
    }

    @Override
    public CommandResult run(List<String> arguments, Duration limit) {
        return run(arguments, limit, new byte[0]);
    }

    @Override
    public CommandResult run(List<String> arguments, String input, Duration limit) {
        return run(arguments, limit, input.getBytes(StandardCharsets.UTF_8));
    }

    private CommandResult run(List<String> arguments, Duration limit, byte[] input) {
        String name = arguments.getFirst();
        long begun = System.nanoTime();
        try {
            Answer answer = sessions.slow(Request.of(script(arguments, limit), input), limit.plus(WAY));
            return result(name, answer, limit, Duration.ofNanos(System.nanoTime() - begun));
        } catch (ClusterSilentException e) {
            return new NotStarted(name + ": " + e.getMessage());
        } catch (BrokenOffException e) {
            return new CutOff(name + ": " + e.getMessage());
        }
    }

    private static String script(List<String> arguments, Duration limit) {
        String seconds = limit.toSeconds() + String.format(".%03d", limit.toMillisPart());
        return "command -v " + ShellWords.of(arguments.getFirst()) + " > /dev/null || { printf absent; exit; }\n"
                + "printf 'ran\\n'\nexec timeout -s KILL " + seconds + " " + ShellWords.of(arguments);
    }

    private static CommandResult result(String name, Answer answer, Duration limit, Duration taken) {
        if (answer.code() == Answer.CUT) {
            return new CutOff(name + ": the answer is longer than " + Request.MOST_BYTES + " bytes");
        }
        String out = answer.text();
        if (!out.startsWith(RAN)) {
            return new NotStarted(name + " is not on PATH there");
        }
        if (answer.code() == KILLED && taken.compareTo(limit) >= 0) {
            return new CutOff(name + " did not answer within " + limit.toMillis() / 1000.0 + " s");
        }
        return new Ended(answer.code(), out.substring(RAN.length()), answer.err());
    }

    @Override
    public void close() {
        sessions.close();
    }
}
