package assay.cluster.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the socket of a shared connection lies: in a directory of this account's alone, by a path that is short enough for a socket. */
final class ControlSocket {
    private static final int NAME = 16;

    private ControlSocket() {
    }

    /** The path; the directory is made when it is missing. */
    static Path of(SshConfig config) {
        return directory(config).resolve(name(config.owner() + " " + config.connect()));
    }

    private static Path directory(SshConfig config) {
        Path session = Path.of(config.environment().getOrDefault("XDG_RUNTIME_DIR", ""));
        Path directory = session.isAbsolute() && Files.isWritable(session) ? session.resolve("assay") : Path.of("/tmp", "assay-ssh-" + System.getProperty("user.name"));
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            requireOwn(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the socket of the ssh connection can be made: " + directory, e);
        }
        return directory;
    }

    private static void requireOwn(Path directory) {
        try {
            UserPrincipal own = directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name"));
            boolean closed = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(own)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)).equals("rwx------");
            if (!closed) {
                throw new IOException("it belongs to somebody else, or is open to others");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the directory for the socket of the ssh connection cannot be used: " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String name(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
