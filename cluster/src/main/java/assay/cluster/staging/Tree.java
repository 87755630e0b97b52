package assay.cluster.staging;

import assay.cluster.files.Removal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Lists, copies and removes whole trees of files. */
final class Tree {
    private Tree() {
    }

    /** Copies what the content is made of, links as what they lead to. */
    static void copy(Content content, Path target) throws IOException {
        for (Map.Entry<String, Path> file : content.files().entrySet()) {
            Path copy = file.getKey().isEmpty() ? target : target.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            try (OutputStream stream = Files.newOutputStream(copy)) {
                Blocks.read(file.getValue(), (bytes, length) -> stream.write(bytes, 0, length));
            }
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file.getValue()));
        }
    }

    /** What lies in a directory under such names, in order; nothing where there is no directory. */
    static List<Path> list(Path directory, String names) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, names)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return entries.stream().sorted().toList();
    }

    /** What its files take up together. */
    static long bytes(Path place) throws IOException {
        LongAdder bytes = new LongAdder();
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.add(attributes.size());
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.sum();
    }

    /** Removes it with all below; links as such. */
    static void remove(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(place, new Removal() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                // What a tool unpacks may have directories that nobody may write to.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
