package assay.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The directory that the embedded broker keeps its data in: this user's alone, on a local file system, locked while open. The lock is the
 * operating system's, so it goes with the process however that ends.
 */
final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final List<String> NETWORK = List.of("nfs", "lustre", "gpfs", "beegfs", "ceph", "cifs", "smb", "panfs", "afs", "glusterfs", "orangefs", "pvfs");
    private static final String LOCK = "server.lock";
    private static final String ASIDE = ".tmp";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes the directory if it is missing, checks and locks it. */
    static DataDirectory open(Path path) throws IOException, DataDirectoryInUseException, DataDirectoryUnsuitableException {
        Path absolute = path.toAbsolutePath().normalize();
        make(absolute);
        FileStore store = Files.getFileStore(absolute);
        checkLocal(absolute, store.type());
        FileChannel channel = FileChannel.open(absolute.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_FILE));
        if (!locked(channel)) {
            channel.close();
            throw new DataDirectoryInUseException(absolute);
        }
        removeHalfWritten(absolute);
        return new DataDirectory(absolute, channel);
    }

    /** Makes a directory that is the owner's alone. */
    static void make(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        Files.setPosixFilePermissions(directory, OWNER_ALONE);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** What a process that was killed had begun to write; it may hold a password. */
    private static void removeHalfWritten(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + ASIDE)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    static void checkLocal(Path path, String fileSystem) throws DataDirectoryUnsuitableException {
        String type = fileSystem.toLowerCase(Locale.ROOT);
        if (NETWORK.stream().anyMatch(type::contains)) {
            throw new DataDirectoryUnsuitableException("The data directory " + path + " is on a network file system (" + fileSystem
                    + "), where locks and flushes are not dependable enough for a log that must lose nothing. Choose a directory on a local disk"
                    + " with --data-dir or ASSAY_DATA_DIR, such as /var/tmp/assay-" + System.getProperty("user.name") + ".");
        }
    }

    /** Writes a file that only the owner may read; a reader sees the old one or the new one, whole. */
    static void writePrivately(Path file, String content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ASIDE);
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(OWNER_FILE));
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path path() {
        return path;
    }

    /** Where the broker's own files stand. */
    Path broker() {
        return broker(path);
    }

    static Path broker(Path dataDirectory) {
        return dataDirectory.resolve("kafka");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
