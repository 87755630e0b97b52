package assay.cluster.staging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Copies and removes whole trees of files. */
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

    /** Removes it with all below; links as such. */
    static void remove(Path place) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(place, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
                // What a tool unpacks may have directories that nobody may write to.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
