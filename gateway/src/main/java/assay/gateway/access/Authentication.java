package assay.gateway.access;

import assay.gateway.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who asks. A good key is never held up by others' bad ones, since on a shared host or behind a proxy everybody comes from one address; only those
 * who show none that is good are counted by their address.
 */
final class Authentication {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 8 << 10;
    private final KnownKeys keys;
    private final Optional<OidcTokens> tokens;
    private final Buckets failures;
    private final Clock clock;

    Authentication(KnownKeys keys, Optional<OidcTokens> tokens, Buckets failures, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.failures = failures;
        this.clock = clock;
    }

    void handle(RoutingContext context) {
        List<String> given = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (given.size() != 1 || !given.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refuse(context, Refusals.noKey());
            return;
        }
        String token = given.getFirst().substring(SCHEME.length()).strip();
        if (token.startsWith(Bearer.BEGINNING) || tokens.isEmpty() || token.length() > LONGEST) {
            decide(context, Bearer.of(token).flatMap(bearer -> keys.principal(bearer, clock.instant())),
                    "this key is not known here, was revoked, or has expired");
        } else {
            context.request().pause();
            Future<Optional<Principal>> found = tokens.get().principal(token, clock.instant());
            found.onComplete(result -> {
                context.request().resume();
                decide(context, result.otherwiseEmpty().result() == null ? Optional.empty() : result.result(), "this token is not good here, or has expired");
            });
        }
    }

    private void decide(RoutingContext context, Optional<Principal> principal, String otherwise) {
        if (principal.isPresent()) {
            principal.get().asks(context);
            context.next();
        } else {
            refuse(context, Refusals.badKey(otherwise));
        }
    }

    private void refuse(RoutingContext context, ProblemException refusal) {
        Optional<Duration> wait = failures.take(Audit.from(context), System.nanoTime());
        context.fail(wait.map(time -> Refusals.tooMany("requests without a good key from this address", time).andEnd()).orElse(refusal));
    }
}
