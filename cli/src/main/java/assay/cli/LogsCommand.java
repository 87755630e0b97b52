package assay.cli;

import assay.core.run.Job;
import assay.core.run.Run;
import assay.events.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the logs of a run's jobs. */
@Command(name = "logs", description = "Print the logs of a run's jobs.")
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption data = new DataDirectoryOption();

    @Mixin
    private RunArgument run = new RunArgument();

    @Parameters(index = "1", arity = "0..1", paramLabel = "JOB", description = "Only this job.")
    private Optional<String> job = Optional.empty();

    @Override
    public Integer call() throws Exception {
        try (Log log = Log.read(data)) {
            Run found = log.run(run.name());
            Path logs = Path.of(found.submission().outputDirectory(), "logs");
            for (Job each : found.all()) {
                if (job.isEmpty() || job.get().equals(each.name().value())) {
                    each.state().attempt().ifPresent(token -> print(logs, token));
                }
            }
            return ExitCode.DONE;
        }
    }

    private static void print(Path logs, Token token) {
        try (var files = Files.list(logs)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(token + ".")).sorted().toList();
            for (Path file : own) {
                System.out.println("==> " + token.job() + " (" + file.getFileName() + ")");
                Files.copy(file, System.out);
            }
        } catch (IOException e) {
            throw new MisuseException("cannot read the logs in " + logs + ": " + e.getMessage());
        }
    }
}
