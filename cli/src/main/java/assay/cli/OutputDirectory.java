package assay.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that a command writes into: new or empty, so that nothing of another run is taken for this one's. */
final class OutputDirectory {
    private OutputDirectory() {
    }

    /** Makes it. */
    static void make(Path output) {
        try {
            Files.createDirectories(output);
            try (var files = Files.list(output)) {
                if (files.findAny().isPresent()) {
                    throw new RefusedException("the output directory " + output + " is not empty. Name another one with --output-dir.");
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException("the output directory " + output + " cannot be made: " + e.getFile() + " is a file. Name another one with --output-dir.");
        } catch (AccessDeniedException e) {
            throw new RefusedException("the output directory " + output + " cannot be made or read by " + System.getProperty("user.name")
                    + ": no permission for " + e.getFile() + ". Name another one with --output-dir.");
        } catch (IOException e) {
            throw new RefusedException("the output directory " + output + " cannot be made or read by " + System.getProperty("user.name") + " (" + e
                    + "). Name another one with --output-dir.");
        }
        if (!Files.isWritable(output)) {
            throw new RefusedException("the output directory " + output + " cannot be written by " + System.getProperty("user.name")
                    + ". Name another one with --output-dir.");
        }
    }

    /** Takes it away again where nothing came into it. */
    static void removeIfEmpty(Path output) {
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            // It holds something after all, and stays.
        }
    }
}
