package assay.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of a key file as it stands now, read anew when it changes. While it cannot be trusted or read, no key is good. */
final class KnownKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(KnownKeys.class);
    private final KeyFile file;
    private Object seen = "never";
    private List<Key> keys = List.of();

    KnownKeys(KeyFile file) {
        this.file = file;
    }

    /** Whom a key belongs to; empty when it is unknown, revoked or expired. */
    Optional<Principal> principal(Bearer bearer, Instant now) {
        return bearer.among(keys()).filter(key -> !key.expired(now)).map(key -> new Principal(key.name(), Set.copyOf(key.scopes())));
    }

    private List<Key> keys() {
        Object stands = stamp();
        if (!stands.equals(seen)) {
            seen = stands;
            try {
                keys = file.list();
                LOGGER.atInfo().addKeyValue("file", file.path()).addKeyValue("keys", keys.size()).log("The keys are read");
            } catch (KeyFileException e) {
                keys = List.of();
                LOGGER.atError().addKeyValue("reason", e.getMessage()).log("No key is taken until the key file is mended");
            }
        }
        return keys;
    }

    /** Changes whenever the file does: what is written whole is a file of its own. */
    private Object stamp() {
        try {
            PosixFileAttributes now = Files.readAttributes(file.path(), PosixFileAttributes.class);
            return List.of(identity(now), now.lastModifiedTime(), now.size(), now.permissions());
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static String identity(BasicFileAttributes attributes) {
        return String.valueOf(attributes.fileKey());
    }
}
