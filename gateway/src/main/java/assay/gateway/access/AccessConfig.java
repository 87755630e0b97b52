package assay.gateway.access;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who may ask the gateway, where, and how much.
 *
 * @param listen where it listens
 * @param keys   the key file
 * @param tls    certificate and key; empty: it speaks plain HTTP
 * @param oidc   whose tokens are taken beside keys; empty: nobody's
 * @param limits how much is taken
 */
public record AccessConfig(ListenAddress listen, KeyFile keys, Optional<Tls> tls, Optional<Oidc> oidc, Limits limits) {

    /**
     * A certificate for this server.
     *
     * @param certificate PEM file, with what stands between it and the authority
     * @param key         PEM file of its private key
     */
    public record Tls(Path certificate, Path key) {
    }

    /**
     * An OpenID Connect issuer.
     *
     * @param issuer      as its tokens name it, and below which its discovery document is found
     * @param audience    what its tokens must be made out to
     * @param scopesClaim claim that holds the scopes: a text with blanks between them, or a list
     */
    public record Oidc(URI issuer, String audience, String scopesClaim) {
    }

    /**
     * The access that an environment asks for.
     *
     * @throws IllegalArgumentException with what is wrong, for people
     */
    public static AccessConfig of(Map<String, String> environment) {
        String listen = environment.getOrDefault("ASSAY_HTTP_LISTEN", "");
        return new AccessConfig(listen.isEmpty() ? ListenAddress.STANDARD : ListenAddress.of(listen), KeyFile.of(environment), tls(environment), oidc(environment),
                Limits.of(environment));
    }

    private static Optional<Tls> tls(Map<String, String> environment) {
        String certificate = environment.getOrDefault("ASSAY_TLS_CERT", "");
        String key = environment.getOrDefault("ASSAY_TLS_KEY", "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException("expected both ASSAY_TLS_CERT and ASSAY_TLS_KEY, or neither");
        }
        return certificate.isEmpty() ? Optional.empty() : Optional.of(new Tls(Path.of(certificate), Path.of(key)));
    }

    private static Optional<Oidc> oidc(Map<String, String> environment) {
        String issuer = environment.getOrDefault("ASSAY_OIDC_ISSUER", "");
        String audience = environment.getOrDefault("ASSAY_OIDC_AUDIENCE", "");
        if (issuer.isEmpty() != audience.isEmpty()) {
            throw new IllegalArgumentException("expected both ASSAY_OIDC_ISSUER and ASSAY_OIDC_AUDIENCE, or neither: a token made out to somebody else is no good here");
        }
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        URI address = URI.create(issuer);
        if (!"https".equals(address.getScheme()) && !Loopback.is(address)) {
            throw new IllegalArgumentException("expected an https:// address in ASSAY_OIDC_ISSUER, but found '" + issuer + "': whoever stands in between could make tokens");
        }
        return Optional.of(new Oidc(address, audience, environment.getOrDefault("ASSAY_OIDC_SCOPES_CLAIM", "scope")));
    }
}
