package assay.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key as the key file has it: everything but the secret, of which only a hash is kept. The secret has 256 bits of chance in it, so a plain hash is
 * enough.
 *
 * @param id      8 characters {@code [a-z0-9]}, stands in the key itself
 * @param name    whom it was given to; the submitter of the runs asked for with it
 * @param sha256  of the secret, in hexadecimal
 * @param scopes  what it is good for
 * @param created when
 * @param expires from when on it is good for nothing; empty: never
 */
public record Key(String id, String name, String sha256, List<Scope> scopes, Instant created, Optional<Instant> expires) {
    public Key {
        scopes = List.copyOf(scopes);
        if (!id.matches("[a-z0-9]{8}") || !sha256.matches("[0-9a-f]{64}") || !name.matches(KeyFile.NAME)) {
            throw new IllegalArgumentException("expected a key's id, name and sha256, but found the key '" + id + "' named '" + name + "'");
        }
    }

    /** Whether it has expired. */
    public boolean expired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }
}
