package assay.cluster.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file, or all files below a directory, links followed, in the order of their paths' bytes. Looking at it costs a look at each file; only
 * {@link #sha256} reads them. Heeds the interruption of its thread.
 */
final class Content {
    private static final Comparator<String> BYTES = (one, other) -> Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    private final Path place;
    private final boolean directory;
    private final Map<String, Path> files = new TreeMap<>(BYTES);
    private final Map<String, String> stamps = new TreeMap<>(BYTES);
    private long bytes;

    private Content(Path place) {
        this.place = place;
        this.directory = Files.isDirectory(place);
    }

    /**
     * What is there now.
     *
     * @throws UnavailableArtifactException when it is no plain file and no directory of such
     */
    static Content at(Path place) throws IOException, UnavailableArtifactException {
        if (!Files.exists(place)) {
            throw UnavailableArtifactException.forGood("there is no " + place + " on the machine that Assay runs on", "write the absolute path of a file or directory that is there");
        }
        Content content = new Content(place);
        content.walk();
        if (content.files.isEmpty()) {
            throw UnavailableArtifactException.forGood(place + " holds no file", "name the directory that holds the files");
        }
        return content;
    }

    private void walk() throws IOException, UnavailableArtifactException {
        StringBuilder odd = new StringBuilder();
        Files.walkFileTree(place, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isRegularFile() || !Files.isReadable(file)) {
                    odd.append(file);
                    return FileVisitResult.TERMINATE;
                }
                add(file, attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        if (!odd.isEmpty()) {
            throw UnavailableArtifactException.forGood(odd + " cannot be read: it is no plain file, a link that leads nowhere, or not open to this user",
                    "remove it there, or name something else");
        }
    }

    private void add(Path file, BasicFileAttributes attributes) throws IOException {
        String name = directory ? place.relativize(file).toString() : "";
        files.put(name, file);
        stamps.put(name, attributes.size() + " " + attributes.lastModifiedTime() + " " + Files.getAttribute(file, "unix:ctime") + " " + attributes.fileKey());
        bytes += attributes.size();
    }

    boolean directory() {
        return directory;
    }

    long bytes() {
        return bytes;
    }

    /** The files, by their paths below the directory; of a file it alone, by the empty text. */
    Map<String, Path> files() {
        return files;
    }

    /** The same as long as nobody writes to a file, adds one or takes one away. */
    String stamp() {
        return Sha256.of(stamps.toString());
    }

    /** Of a file that of its bytes; of a directory that of the lines that {@code sha256sum} prints for its files, named {@code ./PATH}. */
    String sha256() throws IOException {
        if (!directory) {
            return sha256(place);
        }
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            lines.append(sha256(file.getValue())).append("  ./").append(file.getKey()).append('\n');
        }
        return Sha256.of(lines.toString());
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        Blocks.read(file, (bytes, length) -> digest.update(bytes, 0, length));
        return Sha256.hex(digest.digest());
    }
}
