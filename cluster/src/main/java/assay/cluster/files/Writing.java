package assay.cluster.files;

import assay.cluster.RemoteStore.Mode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Makes and removes what lies in a run directory. */
final class Writing {
    private static final List<String> DIRECTORIES = List.of("scripts", "claims", "events", "endpoints", "lease", "stop", "metrics", "results",
            "logs");
    private static final String SECRETS = "secrets";

    private Writing() {
    }

    static Path create(String runDirectory) throws IOException {
        Path top = RunPaths.directory(runDirectory);
        if (top.getParent() != null) {
            Files.createDirectories(top.getParent());
        }
        createPrivate(top);
        return top;
    }

    static Path furnish(String runDirectory) throws IOException {
        Path top = existing(runDirectory);
        createPrivate(top.resolve(SECRETS));
        for (String directory : DIRECTORIES) {
            Files.createDirectories(top.resolve(directory));
        }
        return top;
    }

    private static void createPrivate(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    static boolean put(String runDirectory, String path, byte[] bytes, Mode mode) throws IOException {
        WholeFile.replace(target(runDirectory, path), bytes, mode);
        return true;
    }

    static boolean putIfAbsent(String runDirectory, String path, byte[] bytes, Mode mode) throws IOException {
        return WholeFile.create(target(runDirectory, path), bytes, mode);
    }

    /** Emptying an empty file leaves the time to the file system's own clock, which the jobs compare with. */
    static Path touch(String runDirectory, String path) throws IOException {
        Path file = RunPaths.below(runDirectory, path);
        existing(runDirectory);
        if (!Files.exists(file.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            return file;
        }
        RunPaths.requireReachedInside(runDirectory, file);
        RunPaths.requireInside(runDirectory, file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > 0) {
            return Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        }
        Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS)).close();
        return file;
    }

    static boolean delete(String runDirectory, Path place) throws IOException {
        boolean there = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
        if (there) {
            RunPaths.requireReachedInside(runDirectory, place);
            Files.walkFileTree(place, new Removal());
        }
        return there;
    }

    private static Path existing(String runDirectory) throws IOException {
        Path top = RunPaths.directory(runDirectory);
        if (!Files.isDirectory(top)) {
            throw new NoSuchFileException(runDirectory, null, "there is no such run directory");
        }
        return top;
    }

    /** The place of a file to be written; makes the directories between, but never the run directory. */
    private static Path target(String runDirectory, String path) throws IOException {
        Path target = RunPaths.below(runDirectory, path);
        existing(runDirectory);
        Path missing = target;
        while (!Files.exists(missing.getParent(), LinkOption.NOFOLLOW_LINKS)) {
            missing = missing.getParent();
        }
        RunPaths.requireReachedInside(runDirectory, missing);
        if (!missing.equals(target)) {
            Files.createDirectories(target.getParent());
        }
        RunPaths.requireInside(runDirectory, target);
        return target;
    }
}
