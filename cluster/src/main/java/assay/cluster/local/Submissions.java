package assay.cluster.local;

import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.command.CommandResult;
import assay.cluster.command.LocalCommands;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings jobs into being: prepares one aside and starts its supervisor, which moves it to its place, or does not when the deadline is past. A
 * supervisor that takes too long finds nothing to move any more, so no outcome is ever in doubt.
 */
final class Submissions {
    /** What {@code supervise.sh} says when it was started too late. */
    static final String TOO_LATE = "the deadline of the submission had passed";
    static final String SUPERVISOR = "supervise.sh";
    /** How long past its deadline a supervisor may take to say that it was late. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    // Ends when the supervisor has closed its output. Java gives up the output of a command as soon as the command itself has ended.
    private static final String AND_WAIT_FOR_ITS_WORD = "setsid -f \"$@\" 2>&1 | cat";
    private final Records records;
    private final LocalCommands commands;
    private final Machine machine;
    private final Duration killWait;

    Submissions(Records records, LocalCommands commands, Machine machine, Duration killWait) {
        this.records = records;
        this.commands = commands;
        this.machine = machine;
        this.killWait = killWait;
    }

    /** Submits what can be had here; {@code left} is the time until the deadline. */
    Submission submit(SubmitRequest request, Demand demand, Instant now, Duration left) {
        try {
            long number = records.newNumber();
            Path preparation = prepare(number, request, now);
            CommandResult result = commands.run(command(number, preparation, request, demand), left.plus(LAST_WORDS));
            return outcome(number, preparation, result);
        } catch (IOException e) {
            return new Submission.Refused(RefusalKind.NOT_NOW, "the job cannot be recorded: " + e.getMessage());
        }
    }

    private Path prepare(long number, SubmitRequest request, Instant now) throws IOException {
        Path preparation = Files.createDirectory(records.preparation(number));
        Path script = Files.writeString(preparation.resolve("script"), request.script());
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        try (InputStream text = Submissions.class.getResourceAsStream(SUPERVISOR)) {
            Files.copy(text, preparation.resolve(SUPERVISOR));
        }
        Records.describe(preparation, request.token(), request.runDirectory(), now);
        return preparation;
    }

    private List<String> command(long number, Path preparation, SubmitRequest request, Demand demand) {
        long warning = demand.warning().map(asked -> Math.max(0, hundredths(demand.limit().minus(asked.before())))).orElse(0L);
        String signal = demand.warning().filter(asked -> !demand.limit().isZero()).map(SlurmForms.Warning::signal).orElse("");
        List<String> command = new ArrayList<>(List.of("bash", "-p", "-c", AND_WAIT_FOR_ITS_WORD, "assay-submit", "bash", "-p", preparation.resolve(SUPERVISOR).toString(), preparation.toString(),
                records.place(number).toString(), Long.toString(request.deadline().toEpochMilli()), Long.toString(number), request.token().value(),
                Long.toString(hundredths(demand.limit())), Long.toString(warning), signal, Long.toString(hundredths(killWait)), request.runDirectory()));
        command.addAll(JobEnvironment.of(number, request, demand, machine));
        return command;
    }

    private static long hundredths(Duration time) {
        return time.toMillis() / 10;
    }

    private Submission outcome(long number, Path preparation, CommandResult result) throws IOException {
        if (!withdraw(preparation) && Files.exists(records.place(number))) {
            return new Submission.Accepted(new ClusterJobId(Long.toString(number)));
        }
        return switch (result) {
            case CommandResult.Ended(var code, var words, var none) when words.strip().equals(TOO_LATE) ->
                new Submission.Refused(RefusalKind.UNREACHABLE, TOO_LATE);
            case CommandResult.Ended(var code, var words, var more) ->
                new Submission.Refused(RefusalKind.NOT_NOW, "the job's supervisor did not begin: " + (words + more).strip());
            case CommandResult.NotStarted(var reason) -> new Submission.Refused(RefusalKind.PERMANENT, reason);
            case CommandResult.CutOff(var reason) -> new Submission.Refused(RefusalKind.UNREACHABLE, "the job's supervisor did not start in time: " + reason);
        };
    }

    /** From then on the job cannot come into being; false when it has, or was never prepared. */
    private static boolean withdraw(Path preparation) throws IOException {
        Path aside = preparation.resolveSibling("withdrawn-" + preparation.getFileName());
        try {
            Files.move(preparation, aside);
        } catch (NoSuchFileException e) {
            return false;
        }
        Records.remove(aside);
        return true;
    }
}
