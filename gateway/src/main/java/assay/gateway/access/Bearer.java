package assay.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the owner of a key shows: {@code assay_<id>_<secret>}. */
record Bearer(String id, String secret) {
    static final String BEGINNING = "assay_";
    private static final Pattern FORM = Pattern.compile("assay_([a-z0-9]{8})_([A-Za-z0-9_-]{43})");

    static String text(String id, String secret) {
        return BEGINNING + id + "_" + secret;
    }

    static Optional<Bearer> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new Bearer(form.group(1), form.group(2))) : Optional.empty();
    }

    static String sha256(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Expected SHA-256 in every Java", impossible);
        }
    }

    /** The key that this is; takes as long for one that is nearly right as for one that is all wrong. */
    Optional<Key> among(List<Key> keys) {
        byte[] hash = sha256(secret).getBytes(StandardCharsets.US_ASCII);
        Key found = null;
        for (Key key : keys) {
            boolean same = MessageDigest.isEqual(hash, key.sha256().getBytes(StandardCharsets.US_ASCII));
            if (same && key.id().equals(id)) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return BEGINNING + id;
    }
}
