package assay.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Identifies an event. Ids of the log of record are computed, not drawn, so that a repeated decision has the same id and is
 * recognised as a duplicate. The form is a UUID of version 5 (RFC 9562, 5.5).
 */
public record EventId(String value) implements Text {

    /**
     * The id of the {@code ordinal}-th event (from 0) of this type and subject in a run; superseded events count too.
     */
    public static EventId of(RunId run, String type, String subject, int ordinal) {
        return named(run + "|" + type + "|" + subject + "|" + ordinal);
    }

    /** The id of what a job itself reported: from its token, cluster job id, restart count and own sequence number. */
    public static EventId ofReport(Token token, ClusterJobId job, int restart, long sequence) {
        return named(token + "|" + job + "|" + restart + "|" + sequence);
    }

    private static EventId named(String name) {
        byte[] hash = sha1(name.getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new EventId(new UUID(bytes.getLong(), bytes.getLong()).toString());
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
