package assay.gateway;

import assay.events.RunId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Ids of new runs. */
final class RunIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {
    }

    /** One that nobody has. */
    static RunId drawn() {
        byte[] bytes = new byte[RunId.LENGTH];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** The one that stands for a caller's word; that of another caller's same word is another one. */
    static RunId of(String caller, String word) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(caller.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return of(digest.digest(word.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static RunId of(byte[] bytes) {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < RunId.LENGTH; i++) {
            id.append(Character.forDigit(Byte.toUnsignedInt(bytes[i]) % Character.MAX_RADIX, Character.MAX_RADIX));
        }
        return new RunId(id.toString());
    }
}
