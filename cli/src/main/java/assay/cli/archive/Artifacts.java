package assay.cli.archive;

import assay.events.FileFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a run that are worth taking along, from its output directory: the report first, then what is small. Never what holds secrets or only
 * serves a run under way: the places are named here one by one.
 */
final class Artifacts {
    /** The most that one file may have. */
    static final long LARGEST = 2L << 20;
    /** The most that all may have together. */
    static final long ALL = 32L << 20;
    private static final List<String> PLACES = List.of("report", "metrics.csv", "logs", "results", "metrics");
    private final Path output;
    private final Map<String, byte[]> taken = new TreeMap<>();
    private final Map<String, Manifest.LeftOut> leftOut = new TreeMap<>();
    private long bytes;

    private Artifacts(Path output) {
        this.output = output;
    }

    /**
     * Collects them.
     *
     * @param recorded the files that the log knows of; those that are not there any more are told as left out
     */
    static Artifacts of(Path output, List<FileFact> recorded) {
        Artifacts artifacts = new Artifacts(output);
        PLACES.forEach(artifacts::collect);
        recorded.stream().filter(fact -> PLACES.contains(fact.path().split("/", 2)[0])).filter(fact -> !artifacts.taken.containsKey(fact.path()))
                .forEach(fact -> artifacts.leftOut.putIfAbsent(fact.path(), new Manifest.LeftOut(fact.path(), fact.bytes(), "it is not in the output directory")));
        return artifacts;
    }

    private void collect(String place) {
        try (Stream<Path> files = Files.walk(output.resolve(place))) {
            files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).sorted().forEach(this::take);
        } catch (IOException e) {
            // Not every run comes to every place; what the log knows of and is missing is told.
        }
    }

    private void take(Path file) {
        String name = output.relativize(file).toString();
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                leave(name, 0, "it is not a plain file");
                return;
            }
            long size = Files.size(file);
            if (size > LARGEST) {
                leave(name, size, "one file may have " + LARGEST + " bytes");
            } else if (bytes + size > ALL) {
                leave(name, size, "all files together may have " + ALL + " bytes");
            } else {
                bytes += size;
                taken.put(name, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            leave(name, 0, "it cannot be read: " + e);
        }
    }

    private void leave(String name, long size, String reason) {
        leftOut.put(name, new Manifest.LeftOut(name, size, reason));
    }

    /** Those taken, by their path in the output directory. */
    Map<String, byte[]> taken() {
        return new LinkedHashMap<>(taken);
    }

    /** Those left out, with the reason. */
    List<Manifest.LeftOut> leftOut() {
        return new ArrayList<>(leftOut.values());
    }
}
