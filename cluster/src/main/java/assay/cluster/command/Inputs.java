package assay.cluster.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * Files that commands read from, each there only until its command has opened it. One that a killed process left behind is removed when the next
 * one is made.
 */
final class Inputs {
    private static final String PREFIX = "assay-";
    private static final String SUFFIX = ".in";
    /** No command takes this long to begin. */
    private static final Duration LEFT = Duration.ofMinutes(10);
    private final Path directory;

    Inputs(Path directory) {
        this.directory = directory;
    }

    /** A file of the owner's alone with this text. */
    File file(String text) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        removeLeft(Instant.now().minus(LEFT));
        Path file = Files.createTempFile(directory, PREFIX, SUFFIX);
        Files.writeString(file, text);
        return file.toFile();
    }

    private void removeLeft(Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
