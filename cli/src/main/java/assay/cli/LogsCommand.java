package assay.cli;

import assay.core.run.Job;
import assay.core.run.Run;
import assay.events.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        Run found = Log.read(data.path(), run.name()).run(run.name());
        List<Job> wanted = found.all().stream().filter(each -> job.isEmpty() || job.get().equals(each.name().value())).toList();
        if (wanted.isEmpty() && job.isPresent()) {
            throw new MisuseException("run " + found.id() + " has no job '" + job.get() + "'" + (found.all().isEmpty() ? ""
                    : "; it has " + found.all().stream().map(each -> each.name().value()).collect(Collectors.joining(", "))));
        }
        Path logs = Path.of(found.submission().outputDirectory(), "logs");
        long printed = wanted.stream().flatMap(each -> each.tokens().stream()).mapToLong(token -> print(logs, token)).sum();
        if (printed == 0) {
            System.err.println("assay: run " + found.id() + " has no log of a job in " + logs);
        }
        return ExitCode.DONE;
    }

    private static long print(Path logs, Token token) {
        try (var files = Files.list(logs)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(token + ".")).sorted().toList();
            for (Path file : own) {
                System.out.println("==> " + token.job() + (token.attempt() > 1 ? ", attempt " + token.attempt() : "") + " (" + file.getFileName() + ")");
                Files.copy(file, System.out);
            }
            return own.size();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new MisuseException("cannot read the logs in " + logs + ": " + e);
        }
    }
}
