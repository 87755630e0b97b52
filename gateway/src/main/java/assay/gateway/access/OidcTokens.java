package assay.gateway.access;

import assay.gateway.access.AccessConfig.Oidc;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes the tokens of an OpenID Connect issuer: signed with one of its keys, for this audience, of its time, with an end. */
final class OidcTokens {
    private static final int LEEWAY_SECONDS = 60;
    private static final Duration OLD = Duration.ofHours(1);
    /** Between two questions to the issuer, whatever is asked of us. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,200}");
    private static final String PREFIX = "assay:";
    private final Vertx vertx;
    private final Oidc oidc;
    private final IssuerKeys issuer;
    private Optional<JWTAuth> verifier = Optional.empty();
    private Set<String> known = Set.of();
    private Instant asked = Instant.EPOCH;
    private Future<Void> asking = Future.succeededFuture();

    OidcTokens(Vertx vertx, Oidc oidc) {
        this.vertx = vertx;
        this.oidc = oidc;
        this.issuer = new IssuerKeys(vertx, oidc.issuer());
    }

    /** Whom a token speaks of; empty when it is not good. */
    Future<Optional<Principal>> principal(String token, Instant now) {
        return ready(token, now).compose(ready -> verified(token)).map(this::principal);
    }

    /** Asks for the issuer's keys when they are old, or the token was signed with one that is new. */
    private Future<Void> ready(String token, Instant now) {
        boolean needed = verifier.isEmpty() || now.isAfter(asked.plus(OLD)) || TokenHeader.key(token).filter(id -> !known.contains(id)).isPresent();
        if (needed && asking.isComplete() && now.isAfter(asked.plus(PAUSE))) {
            asked = now;
            asking = issuer.fetch().map(this::take);
        }
        return asking.otherwiseEmpty();
    }

    private Void take(List<JsonObject> keys) {
        JWTOptions options = new JWTOptions().setIssuer(oidc.issuer().toString()).addAudience(oidc.audience()).setLeeway(LEEWAY_SECONDS);
        // Without any key the library would take tokens that nobody signed.
        verifier = keys.isEmpty() ? Optional.empty() : Optional.of(JWTAuth.create(vertx, new JWTAuthOptions().setJwks(keys).setJWTOptions(options)));
        known = Set.copyOf(keys.stream().map(key -> key.getString("kid", "")).toList());
        return null;
    }

    private Future<JsonObject> verified(String token) {
        return verifier.map(keys -> keys.authenticate(new TokenCredentials(token)).map(user -> user.attributes().getJsonObject("accessToken", user.principal())))
                .orElse(Future.failedFuture("The issuer's keys are not known"));
    }

    private Optional<Principal> principal(JsonObject claims) {
        boolean ends = claims.getValue("exp") instanceof Number;
        boolean named = claims.getValue("sub") instanceof String subject && SUBJECT.matcher(subject).matches();
        return ends && named ? Optional.of(new Principal("oidc:" + claims.getString("sub"), scopes(claim(claims)))) : Optional.empty();
    }

    /** The claim by its name, or by a way such as {@code realm_access.roles}. */
    private Object claim(JsonObject claims) {
        Object found = claims.getValue(oidc.scopesClaim());
        JsonObject in = claims;
        for (String step : found == null ? oidc.scopesClaim().split("\\.") : new String[0]) {
            found = in.getValue(step);
            in = found instanceof JsonObject object ? object : new JsonObject();
        }
        return found;
    }

    private static Set<Scope> scopes(Object claim) {
        Stream<String> words = switch (claim) {
            case String text -> Stream.of(text.split("\\s+"));
            case JsonArray list -> list.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        words.map(word -> word.startsWith(PREFIX) ? word.substring(PREFIX.length()) : word).forEach(word -> Scope.of(word).ifPresent(scopes::add));
        return scopes;
    }
}
