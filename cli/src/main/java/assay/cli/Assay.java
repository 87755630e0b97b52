package assay.cli;

import assay.log.DataDirectoryInUseException;
import assay.log.DataDirectoryUnsuitableException;
import assay.log.LogUnavailableException;
import assay.log.PublishException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code assay} command. */
@Command(name = "assay", mixinStandardHelpOptions = true, versionProvider = Build.class, scope = ScopeType.INHERIT, sortOptions = false,
        description = "Carries a performance benchmark of a service through on a Slurm cluster, from one YAML recipe.",
        synopsisSubcommandLabel = "COMMAND")
public final class Assay {
    /** In the order in which the help shows them. */
    private static final List<Class<?>> COMMANDS = List.of(RunCommand.class, PlanCommand.class, StageCommand.class, SubmitCommand.class, WatchCommand.class, WaitCommand.class,
            ListCommand.class, ShowCommand.class, EventsCommand.class, LogsCommand.class, CancelCommand.class, RerunCommand.class, ReportCommand.class,
            ReplayCommand.class, ExportCommand.class, ImportCommand.class);
    /** The commands that tell a run's end with their exit code. */
    private static final List<String> CARRY_THROUGH = List.of("run", "rerun", "watch", "wait");

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    private boolean debug;

    private final Extension extension;

    private Assay(Extension extension) {
        this.extension = extension;
    }

    /** The command line alone. */
    public static void main(String[] args) {
        main(new Thin(), args);
    }

    /** Runs a command of a program that has more and ends the process with its exit code. */
    public static void main(Extension extension, String[] args) {
        if (!List.of(args).contains("--debug")) {
            Logging.none();
        }
        String[] words = withCommand(args);
        System.exit(line(extension, words).execute(words));
    }

    /** What this program has beyond the command line. */
    Extension extension() {
        return extension;
    }

    /** A recipe without a command is run: {@code assay --recipe R --output-dir D}. */
    static String[] withCommand(String... args) {
        boolean alone = args.length > 0 && args[0].startsWith("-") && Arrays.stream(args).anyMatch(word -> word.equals("--recipe") || word.startsWith("--recipe="));
        return alone ? Stream.concat(Stream.of("run"), Arrays.stream(args)).toArray(String[]::new) : args;
    }

    /**
     * The command as it is parsed and explained: with the one command that the words begin with, since to describe them all takes longer than most of them;
     * with all of them where the words begin with none.
     */
    public static CommandLine line(Extension extension, String... words) {
        Assay assay = new Assay(extension);
        CommandLine line = new CommandLine(assay);
        List<Object> all = Stream.concat(COMMANDS.stream(), extension.commands().stream()).toList();
        List<Object> meant = all.stream().filter(command -> words.length > 0 && name(command).equals(words[0])).toList();
        (meant.isEmpty() ? all : meant).forEach(line::addSubcommand);
        CARRY_THROUGH.stream().map(line.getSubcommands()::get).filter(Objects::nonNull).forEach(command -> command.getCommandSpec().usageMessage()
                .exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.MEANINGS));
        line.setExecutionExceptionHandler(assay.failures());
        line.setParameterExceptionHandler((mistake, given) -> {
            CommandLine command = mistake.getCommandLine();
            if (given.length == 0) {
                command.usage(command.getErr());
            } else {
                command.getErr().println("assay: " + MistakeWords.of(mistake));
                command.getErr().println("`" + command.getCommandSpec().qualifiedName() + " --help` shows how it is used.");
            }
            return ExitCode.MISUSED;
        });
        return line;
    }

    private static String name(Object command) {
        return (command instanceof Class<?> type ? type : command.getClass()).getAnnotation(Command.class).name();
    }

    private IExecutionExceptionHandler failures() {
        return (failure, command, parsed) -> {
            if (debug) {
                failure.printStackTrace(command.getErr());
            }
            int code = exitCode(failure);
            command.getErr().println("assay: " + (code != ExitCode.OUR_BUG || failure instanceof IOException ? failure.getMessage()
                    : "this is a bug of Assay: " + failure + (debug ? "" : "; run it again with --debug for the details")));
            return code;
        };
    }

    private static int exitCode(Exception failure) {
        return switch (failure) {
            case MisuseException e -> ExitCode.MISUSED;
            case RefusedException e -> ExitCode.REFUSED;
            case DataDirectoryInUseException e -> ExitCode.MISUSED;
            case DataDirectoryUnsuitableException e -> ExitCode.MISUSED;
            case FileSystemException e -> ExitCode.MISUSED;
            case LogUnavailableException e -> ExitCode.FAILED;
            case UnreachableException e -> ExitCode.FAILED;
            case PublishException e -> ExitCode.FAILED;
            default -> ExitCode.OUR_BUG;
        };
    }
}
