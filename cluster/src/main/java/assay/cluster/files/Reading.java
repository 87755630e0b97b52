package assay.cluster.files;

import assay.cluster.RemoteStore.Found;
import assay.cluster.RemoteStore.Watch;
import assay.events.FileFact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what lies below a run directory. What disappears meanwhile was never there; links are not followed. */
final class Reading {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reading.class);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    /** Files that are watched for are small; of a larger one this much is read. */
    static final int MOST_NEWS_BYTES = 64 << 10;

    private Reading() {
    }

    /** Part of a file; a negative offset counts from its end. */
    static Optional<byte[]> part(String runDirectory, Path file, long offset, int limit) throws IOException {
        try {
            RunPaths.requireInside(runDirectory, file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ)) {
            long size = channel.size();
            long from = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(limit, size - from));
            channel.position(from);
            int read = 0;
            while (read >= 0 && buffer.hasRemaining()) {
                read = channel.read(buffer);
            }
            byte[] bytes = new byte[buffer.flip().remaining()];
            buffer.get(bytes);
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Compared with a file that is made for it, since this machine's clock may be another one. */
    static Optional<Duration> age(String runDirectory, Path file) throws IOException {
        Path mark = Files.createTempFile(RunPaths.directory(runDirectory), ".now.", WholeFile.SUFFIX);
        try {
            Instant now = Files.getLastModifiedTime(mark).toInstant();
            RunPaths.requireInside(runDirectory, file);
            return Optional.of(Duration.between(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant(), now));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } finally {
            Files.deleteIfExists(mark);
        }
    }

    /** The files of a directory that are not known yet, by name. */
    static List<Found> news(Watch watch) throws IOException {
        Path directory = RunPaths.within(watch.runDirectory(), watch.directory());
        List<Found> found = new ArrayList<>();
        for (String name : names(watch, directory)) {
            part(watch.runDirectory(), directory.resolve(name), 0, MOST_NEWS_BYTES)
                    .ifPresent(content -> found.add(new Found(watch.runDirectory(), name, content)));
        }
        return found;
    }

    private static List<String> names(Watch watch, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !name.endsWith(WholeFile.SUFFIX) && !watch.known().contains(name))
                    .filter(name -> Files.isRegularFile(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Why something cannot be read; empty also when the first directory of its path is not there: it belongs to another machine then. */
    static Optional<String> unreadable(Path path) {
        boolean elsewhere = path.getNameCount() > 1 && !Files.exists(path.getRoot().resolve(path.getName(0)));
        if (elsewhere || Files.isReadable(path)) {
            return Optional.empty();
        }
        Path there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return Optional.of(there.equals(path) ? "it cannot be read by " + System.getProperty("user.name")
                : "it is not there" + (there.equals(path.getParent()) ? "" : "; of its path there is " + there));
    }

    /** Size and hash of the first files below a place, by path. */
    static List<FileFact> facts(String runDirectory, Path start, int limit) throws IOException {
        Path top = RunPaths.directory(runDirectory);
        List<FileFact> facts = new ArrayList<>();
        for (String name : files(runDirectory, top, start)) {
            if (facts.size() == limit) {
                break;
            }
            fact(top.resolve(name), name).ifPresent(facts::add);
        }
        return facts;
    }

    private static List<String> files(String runDirectory, Path top, Path start) throws IOException {
        try (Stream<Path> files = walk(runDirectory, start)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).map(file -> top.relativize(file).toString()).sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stream<Path> walk(String runDirectory, Path start) throws IOException {
        try {
            RunPaths.requireInside(runDirectory, start);
            return Files.walk(start);
        } catch (NoSuchFileException e) {
            return Stream.empty();
        }
    }

    private static Optional<FileFact> fact(Path file, String name) throws IOException {
        try {
            return Optional.of(Hashes.fact(file, name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            LOGGER.atWarn().addKeyValue("path", file).log("A file of a run cannot be read and is left out of its list");
            return Optional.empty();
        }
    }
}
