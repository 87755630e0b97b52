package assay.cli;

import assay.cli.archive.ArchiveFile;
import assay.cli.archive.Manifest;
import assay.cli.archive.UnusableArchiveException;
import assay.core.run.Job;
import assay.core.run.Run;
import assay.events.Token;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Option(names = {"-f", "--follow"}, description = "With JOB and over HTTP: go on with what is written to them, until the job ends.")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        Connection connection = server.connection();
        Log log = connection.log(run.name());
        Run found = log.run(run.name());
        List<Job> wanted = wanted(found);
        Optional<ArchiveFile> imported = log.imported().file(found.id());
        if (imported.isPresent()) {
            printImported(imported.get(), wanted);
        } else if ((follow ? connection.logs().follow(found, wanted.getFirst()) : connection.logs().print(found, wanted)) == 0) {
            System.err.println("assay: run " + found.id() + " has no log of a job in " + found.submission().outputDirectory() + "/logs");
        }
        return ExitCode.DONE;
    }

    private List<Job> wanted(Run found) {
        List<Job> wanted = found.all().stream().filter(each -> job.isEmpty() || job.get().equals(each.name().value())).toList();
        if (job.isPresent() ? wanted.isEmpty() : follow) {
            throw new MisuseException((job.isPresent() ? "run " + found.id() + " has no job '" + job.get() + "'" : "--follow follows one job; name it")
                    + (found.all().isEmpty() ? "" : "; it has " + found.all().stream().map(each -> each.name().value()).collect(Collectors.joining(", "))));
        }
        return wanted;
    }

    private static void printImported(ArchiveFile file, List<Job> wanted) throws IOException {
        try {
            AtomicLong printed = new AtomicLong();
            for (Token token : wanted.stream().flatMap(each -> each.tokens().stream()).toList()) {
                file.members(Manifest.ARTIFACTS + "logs/" + token + ".", (name, content) -> {
                    System.out.println(LogsHere.heading(token, name.substring(name.lastIndexOf('/') + 1)));
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
}
