package assay.cluster.files;

import assay.cluster.RemoteStore.Mode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a file aside, readable by its owner alone, gives it its permissions, and only then its name: nobody ever sees half of it. */
final class WholeFile {
    static final String SUFFIX = ".tmp";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private WholeFile() {
    }

    /** In place of whatever had the name. */
    static void replace(Path target, byte[] bytes, Mode mode) throws IOException {
        Path aside = aside(target, bytes, mode);
        try {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** False when the name was taken. */
    static boolean create(Path target, byte[] bytes, Mode mode) throws IOException {
        Path aside = aside(target, bytes, mode);
        try {
            // Unlike a rename, a link fails when the name exists, and does so atomically on every shared file system.
            Files.createLink(target, aside);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static Path aside(Path target, byte[] bytes, Mode mode) throws IOException {
        Path aside = Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", SUFFIX, OWNER_ONLY);
        try {
            Files.write(aside, bytes);
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString(permissions(mode)));
            return aside;
        } catch (IOException e) {
            Files.deleteIfExists(aside);
            throw e;
        }
    }

    private static String permissions(Mode mode) {
        return switch (mode) {
            case SECRET -> "rw-------";
            case NORMAL -> "rw-r--r--";
            case EXECUTABLE -> "rwxr-xr-x";
        };
    }
}
