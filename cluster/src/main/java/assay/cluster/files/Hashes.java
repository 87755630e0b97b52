package assay.cluster.files;

import assay.events.FileFact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads files once from end to end, for their size and sha256. */
final class Hashes {
    private static final int BLOCK = 1 << 16;

    private Hashes() {
    }

    /** Size and hash of the same bytes, also when the file grows meanwhile. */
    static FileFact fact(Path file, String name) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[BLOCK];
        long size = 0;
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = stream.read(block); read >= 0; read = stream.read(block)) {
                digest.update(block, 0, read);
                size += read;
            }
        }
        return new FileFact(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
