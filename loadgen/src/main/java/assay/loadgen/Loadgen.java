package assay.loadgen;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry of the command. Options come from the command line and, where one is named, from a file; the command line wins. */
@Command(name = "loadgen", mixinStandardHelpOptions = true, version = "loadgen " + Loadgen.VERSION, sortOptions = false,
        description = "Puts load on one server and measures it.",
        subcommands = {PostgresqlCommand.class, OpenAiCommand.class, HttpCommand.class},
        footer = {"", "loadgen DRIVER --help lists a driver's options.", "",
            "Exit codes: 0 measured, errors among the requests included; 3 nothing could be measured; 64 usage; 69 the server cannot be used;",
            "70 a fault of loadgen; 73 a file cannot be written."})
public final class Loadgen implements Runnable {
    static final String VERSION = "0.1.0";

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Options from a YAML or JSON file: 'driver', and every long option without its dashes.")
    private String config;

    /** Runs and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        List<String> all;
        try {
            all = ConfigFile.merged(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("loadgen: " + e.getMessage());
            return Exit.USAGE;
        }
        return new CommandLine(new Loadgen()).setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(java.time.Duration.class, Durations::parse)
                .setParameterExceptionHandler(Loadgen::misused).setExecutionExceptionHandler(Exit::of).execute(all.toArray(String[]::new));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which driver? One of " + spec.subcommands().keySet() + ", or --config FILE");
    }

    private static int misused(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        command.getErr().println("loadgen: " + problem.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, command.getErr())) {
            command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' lists all options.");
        }
        return Exit.USAGE;
    }
}
