package assay.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the jobs of a run say of themselves, as it stands in the run directory. */
final class EventFiles {
    private EventFiles() {
    }

    /** The event files of one job, oldest first; none when there is no run directory yet. */
    static List<String> of(Path runDirectory, String job) {
        Path events = runDirectory.resolve("events");
        if (!Files.isDirectory(events)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(events)) {
            return files.filter(file -> file.getFileName().toString().matches(job + "-a[0-9].*\\.json")).sorted().map(EventFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
