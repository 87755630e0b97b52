package assay.events;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that is part of a run.
 *
 * @param path   relative to the run directory (job files) or to the output directory (report files)
 * @param bytes  its size
 * @param sha256 lower-case hex
 */
public record FileFact(String path, long bytes, String sha256) {

    /** The fact about a file with this content. */
    public static FileFact of(String path, byte[] content) {
        try {
            return new FileFact(path, content.length, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
