package assay.cluster.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Turns a run directory and a relative path into a place on the file system, and lets nothing lead out of the run directory: no {@code ..}, no
 * absolute path, and no symbolic link, since jobs write there too.
 *
 * @throws IllegalArgumentException when a path has another form than the contract's
 */
final class RunPaths {
    private RunPaths() {
    }

    /** The run directory itself. */
    static Path directory(String runDirectory) {
        Path path = Path.of(runDirectory);
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new IllegalArgumentException("Expected the absolute path of a run directory, but found '" + runDirectory + "'");
        }
        return path;
    }

    /** A place below the run directory. */
    static Path below(String runDirectory, String path) {
        Path relative = Path.of(path);
        boolean plain = relative.equals(relative.normalize()) && !relative.isAbsolute();
        if (!plain || path.isEmpty() || relative.startsWith("..")) {
            throw new IllegalArgumentException("Expected a path below the run directory " + runDirectory + ", but found '" + path + "'");
        }
        return directory(runDirectory).resolve(relative);
    }

    /** A place below the run directory, or, for the empty path, the run directory. */
    static Path within(String runDirectory, String path) {
        return path.isEmpty() ? directory(runDirectory) : below(runDirectory, path);
    }

    /**
     * Refuses a place that is reached through a symbolic link out of the run directory.
     *
     * @throws IOException when it is, or when the directory that should hold it does not exist
     */
    static void requireReachedInside(String runDirectory, Path place) throws IOException {
        Path top = directory(runDirectory);
        if (!place.equals(top) && !place.getParent().toRealPath().startsWith(top.toRealPath())) {
            throw new IOException("a symbolic link leads out of the run directory");
        }
    }

    /** As {@link #requireReachedInside}, and refuses a place below the run directory that is a symbolic link itself. */
    static void requireInside(String runDirectory, Path place) throws IOException {
        requireReachedInside(runDirectory, place);
        if (!place.equals(directory(runDirectory)) && Files.isSymbolicLink(place)) {
            throw new IOException("it is a symbolic link");
        }
    }
}
