package assay.cli;

import assay.cli.archive.ArchiveFile;
import assay.cli.archive.ArchiveFile.Content;
import assay.cli.archive.UnusableArchiveException;
import assay.core.run.Run;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a run in from a file. */
@Command(name = "import", description = "Take a run in from a file that `assay export` wrote. From then on list, show, events, logs and report know it; "
        + "nothing is ever run or stopped for it.")
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        OwnConnection own = server.own("an imported run is kept in a data directory");
        if (!Files.isRegularFile(file)) {
            throw new MisuseException("there is no file " + file);
        }
        Content content = checked();
        RunId id = new RunId(content.manifest().run());
        KafkaLog log = own.log();
        Optional<ArchiveFile> known = log.imported().file(id);
        if (log.holds(id)) {
            throw new RefusedException("run " + id + " of " + file + " stands in this log already, so there is nothing to take in; `assay show " + id + "` shows it");
        } else if (known.isPresent() && !known.get().read().entries().equals(content.entries())) {
            throw new RefusedException("another run " + id + " is imported already. Remove " + known.get().path() + " first if this one is to take its place.");
        } else if (known.isEmpty()) {
            store(id);
        }
        System.err.println("assay: run " + id + (known.isPresent() ? " is imported already" : " is imported") + "; `assay show " + id + "` shows it");
        System.out.println(id);
        return ExitCode.DONE;
    }

    private Content checked() throws IOException {
        try {
            Content content = new ArchiveFile(file).check();
            Run run = Imported.fold(new RunId(content.manifest().run()), content.entries());
            if (!run.finished()) {
                throw new RefusedException(file + " is not taken in: its run is not over");
            }
            return content;
        } catch (UnusableArchiveException | IllegalArgumentException e) {
            throw new RefusedException(file + " is not taken in: " + e.getMessage());
        }
    }

    private void store(RunId id) throws IOException {
        Path directory = Imported.directory(server.dataDirectory());
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path aside = directory.resolve(id + ".tmp");
        Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(aside, directory.resolve(id + ArchiveFile.ENDING), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
