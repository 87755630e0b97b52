package assay.cli;

import assay.cli.archive.ArchiveFile;
import assay.cli.archive.Manifest;
import assay.cli.archive.UnusableArchiveException;
import assay.core.run.Job;
import assay.core.run.Locations;
import assay.core.run.Run;
import assay.events.JobEvent.ClusterObserved;
import assay.events.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the logs of a run's jobs. */
@Command(name = "logs", description = "Print the logs of a run's jobs.")
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Parameters(index = "1", arity = "0..1", paramLabel = "JOB", description = "Only this job.")
    private Optional<String> job = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Log log = server.connection().log(run.name());
        Run found = log.run(run.name());
        List<Job> wanted = found.all().stream().filter(each -> job.isEmpty() || job.get().equals(each.name().value())).toList();
        if (wanted.isEmpty() && job.isPresent()) {
            throw new MisuseException("run " + found.id() + " has no job '" + job.get() + "'" + (found.all().isEmpty() ? ""
                    : "; it has " + found.all().stream().map(each -> each.name().value()).collect(Collectors.joining(", "))));
        }
        Optional<ArchiveFile> imported = log.imported().file(found.id());
        if (imported.isPresent()) {
            printImported(imported.get(), wanted);
            return ExitCode.DONE;
        }
        Path logs = Path.of(found.submission().outputDirectory(), "logs");
        long printed = wanted.stream().flatMap(each -> each.tokens().stream()).mapToLong(token -> print(logs, token)).sum();
        if (printed == 0 && farLogs(found, wanted) == 0) {
            System.err.println("assay: run " + found.id() + " has no log of a job in " + logs);
        }
        return ExitCode.DONE;
    }

    /** Those of a run that is under way where only the cluster sees them. */
    private long farLogs(Run found, List<Job> wanted) {
        Optional<ClusterObserved> cluster = found.cluster().filter(observed -> observed.usable() && !observed.runDirectory().equals(found.submission().outputDirectory()));
        if (cluster.isEmpty()) {
            return 0;
        }
        List<Token> tokens = wanted.stream().flatMap(each -> each.tokens().stream()).toList();
        return server.extension().printLogs(server.dataDirectory(), Locations.of(found, cluster.get()), cluster.get().runDirectory(), tokens,
                (token, file) -> System.out.println(heading(token, file)));
    }

    private static void printImported(ArchiveFile file, List<Job> wanted) throws IOException {
        try {
            AtomicLong printed = new AtomicLong();
            for (Token token : wanted.stream().flatMap(each -> each.tokens().stream()).toList()) {
                file.members(Manifest.ARTIFACTS + "logs/" + token + ".", (name, content) -> {
                    System.out.println(heading(token, name.substring(name.lastIndexOf('/') + 1)));
                    content.transferTo(System.out);
                    printed.incrementAndGet();
                });
            }
            if (printed.get() == 0) {
                System.err.println("assay: there is no log of a job in " + file.path());
            }
        } catch (UnusableArchiveException e) {
            throw new MisuseException("the imported run in " + file.path() + " cannot be read: " + e.getMessage());
        }
    }

    private static String heading(Token token, String file) {
        return "==> " + token.job() + (token.attempt() > 1 ? ", attempt " + token.attempt() : "") + " (" + file + ")";
    }

    private static long print(Path logs, Token token) {
        try (var files = Files.list(logs)) {
            List<Path> own = files.filter(file -> file.getFileName().toString().startsWith(token + ".")).sorted().toList();
            for (Path file : own) {
                System.out.println(heading(token, file.getFileName().toString()));
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
