package assay.cluster.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who uses what is in a cache: a file {@code uses/DIGEST/OWNER} for each, with the run directory, made before the owner is told where the thing lies. A run
 * uses it while one of its leases is fresh, and from its mark to its first job, which may be long: other things are staged meanwhile.
 */
final class Uses {
    /** Longer than any lease. */
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration UNTIL_ITS_FIRST_JOB = Duration.ofHours(12);
    private final Path top;

    Uses(Path top) {
        this.top = top;
    }

    /** Marks it as used; marks of runs that are over, but the newest, are removed. */
    void note(String sha256, String owner, String runDirectory) throws IOException {
        Path marks = Files.createDirectories(top.resolve(sha256));
        for (Path mark : marks(sha256)) {
            if (!inUse(mark)) {
                Files.deleteIfExists(mark);
            }
        }
        Files.writeString(marks.resolve(owner), runDirectory);
    }

    /** The owners that use it now. */
    List<String> users(String sha256) throws IOException {
        List<String> users = new ArrayList<>();
        for (Path mark : marks(sha256)) {
            if (inUse(mark)) {
                users.add(mark.getFileName().toString());
            }
        }
        return users;
    }

    /** When it was marked last. */
    Optional<Instant> last(String sha256) throws IOException {
        Optional<Instant> last = Optional.empty();
        for (Path mark : marks(sha256)) {
            Instant at = Files.getLastModifiedTime(mark).toInstant();
            last = last.filter(at::isBefore).or(() -> Optional.of(at));
        }
        return last;
    }

    void forget(String sha256) throws IOException {
        Tree.remove(top.resolve(sha256));
    }

    private List<Path> marks(String sha256) throws IOException {
        return Tree.list(top.resolve(sha256), "*");
    }

    private static boolean inUse(Path mark) throws IOException {
        String directory = Files.readString(mark);
        if (directory.isEmpty()) {
            return false;
        }
        // The list of what was staged is there from the first job on, leases until the run is cleaned up.
        Path run = Path.of(directory);
        return Files.exists(run.resolve("artifacts.tsv")) ? leased(run) : younger(mark, UNTIL_ITS_FIRST_JOB);
    }

    private static boolean leased(Path run) throws IOException {
        for (Path lease : Tree.list(run.resolve("lease"), "*")) {
            if (younger(lease, LEASE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean younger(Path file, Duration age) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(age));
    }
}
