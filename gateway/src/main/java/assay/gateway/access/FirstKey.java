package assay.gateway.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a start has to find: somebody who can authenticate. At the very first one there is nobody yet, and an administrator's key is made. */
final class FirstKey {
    private static final Logger LOGGER = LoggerFactory.getLogger(FirstKey.class);

    private FirstKey() {
    }

    static void prepare(AccessConfig config, Instant now) throws AccessRefusedException {
        try {
            if (!config.keys().exists() && config.oidc().isEmpty()) {
                make(config.keys(), now);
            }
            List<Key> good = config.keys().list().stream().filter(key -> !key.expired(now)).toList();
            if (good.isEmpty() && config.oidc().isEmpty() && !config.listen().loopback()) {
                throw new AccessRefusedException(config.listen() + " is open to others, and nobody could authenticate: " + config.keys().path()
                        + " has no key that is good. Make one: assay keys add NAME --scope read,submit,cancel", null);
            }
        } catch (KeyFileException | IllegalArgumentException e) {
            throw new AccessRefusedException(e.getMessage(), e);
        }
    }

    private static void make(KeyFile keys, Instant now) throws KeyFileException {
        IssuedKey issued = keys.add("admin", Set.of(Scope.ADMIN), Optional.empty(), now);
        Path file = keys.firstKey();
        try {
            KeyFile.write(file, issued.bearer() + "\n");
        } catch (IOException e) {
            keys.revoke(issued.key().id());
            throw new KeyFileException("cannot write the administrator's key to " + file + ": " + e, e);
        }
        LOGGER.atInfo().addKeyValue("file", file).addKeyValue("key", issued.key().id()).log("This is the first start: the administrator's key is made");
    }
}
