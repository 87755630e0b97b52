package assay.gateway.access;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a token says of itself before it is believed. */
final class TokenHeader {
    private TokenHeader() {
    }

    /** Which key it says to be signed with. */
    static Optional<String> key(String token) {
        try {
            String header = new String(Base64.getUrlDecoder().decode(token.substring(0, Math.max(0, token.indexOf('.')))), StandardCharsets.UTF_8);
            return new JsonObject(header).getValue("kid") instanceof String id ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException | DecodeException e) {
            return Optional.empty();
        }
    }
}
