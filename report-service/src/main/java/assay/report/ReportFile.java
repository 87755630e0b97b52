package assay.report;

import assay.events.FileFact;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One written file.
 *
 * @param path relative to the output directory
 */
public record ReportFile(String path, byte[] bytes) {

    /** Its size and checksum, as {@code ReportPublished} lists it. */
    public FileFact fact() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new FileFact(path, bytes.length, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
