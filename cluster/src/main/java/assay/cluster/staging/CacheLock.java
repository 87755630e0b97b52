package assay.cluster.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file, held against other processes and other threads, and gone with its holder however that ends. The kernel's lock belongs to the
 * whole process, and closing any channel of the file gives it up: so threads of one process keep each other away from the file altogether.
 */
final class CacheLock {
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();
    private static final long PAUSE_MILLIS = 200;
    private final Path file;
    private final FileChannel channel;

    private CacheLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Waits until it has the lock, or its thread is interrupted. */
    static CacheLock take(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        while (!OWN.add(file)) {
            Thread.sleep(PAUSE_MILLIS);
        }
        try {
            return new CacheLock(file, locked(file));
        } catch (IOException | InterruptedException | RuntimeException e) {
            OWN.remove(file);
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            while (lock == null) {
                Thread.sleep(PAUSE_MILLIS);
                lock = channel.tryLock();
            }
            return channel;
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Gives it up. */
    void close() throws IOException {
        try {
            channel.close();
        } finally {
            OWN.remove(file);
        }
    }
}
