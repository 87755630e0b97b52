package assay.cli;

import assay.cli.archive.ArchiveFile;
import assay.cli.archive.Manifest;
import assay.cli.archive.RunExport;
import assay.cli.archive.UnusableArchiveException;
import assay.events.Topic;
import assay.log.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts a run into one file. */
@Command(name = "export", description = "Put a finished run into one file, which `assay import` takes anywhere: its events and metrics, recipe, scripts, schemas, "
        + "report, logs and results as far as they are small. Values of the secrets that the recipe names are replaced.")
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private RunArgument run = new RunArgument();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "The file (default: RUN" + ArchiveFile.ENDING + ").")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        Named named = run.named(server.connection());
        if (named.over().isEmpty()) {
            throw new RefusedException("run " + named.shortId() + " is not over yet, and only whole runs are exported; `assay wait " + named.shortId() + "` waits for its end");
        }
        Path file = output.orElse(Path.of(named.id() + ArchiveFile.ENDING));
        if (Files.exists(file) && !force) {
            throw new RefusedException(file + " is there already; name another file with -o, or replace it with --force");
        }
        Optional<ArchiveFile> imported = named.log().imported().file(named.id());
        if (imported.isPresent()) {
            Files.copy(imported.get().path(), file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            write(named, file.toAbsolutePath());
        }
        System.out.println(file);
        return ExitCode.DONE;
    }

    private void write(Named named, Path file) throws Exception {
        LogAccess topics = server.topics("an export reads the topics");
        RunExport export = topics.read(reader -> taken(named, reader)).orElseThrow();
        String logId = topics.id().orElseThrow();
        try {
            tell(export.write(file, logId, Build.id(), server.extension().secrets(), Instant.now()));
        } catch (UnusableArchiveException e) {
            throw new RefusedException("run " + named.shortId() + " cannot be exported: the file would be of no use, because " + e.getMessage());
        } catch (IOException e) {
            throw new MisuseException("the file " + file + " cannot be written: " + e.getMessage());
        }
    }

    private static RunExport taken(Named named, TopicReader reader) {
        RunExport export = new RunExport(named.id());
        reader.read(List.of(Topic.JOBS, Topic.METRICS), export::take);
        return export;
    }

    private static void tell(Manifest manifest) {
        System.err.println("assay: " + manifest.events() + " events, " + manifest.metrics() + " metric events, " + manifest.members().size() + " members");
        manifest.skipped().forEach(entry -> System.err.println("assay: not readable by this build, and not in the file: " + entry));
        manifest.leftOut().forEach(file -> System.err.println("assay: left out: " + file.path() + " (" + file.bytes() + " bytes): " + file.reason()));
        for (Manifest.Secret secret : manifest.secrets()) {
            System.err.println("assay: secret " + secret.name() + ": " + (secret.note().isEmpty() ? "replaced in " + secret.replaced() + " places" : secret.note()));
        }
    }
}
