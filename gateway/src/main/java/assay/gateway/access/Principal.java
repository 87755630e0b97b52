package assay.gateway.access;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name   of the key, or {@code oidc:} and the token's subject; a key's name has no colon, so nobody can be taken for another
 * @param scopes what he may do
 */
public record Principal(String name, Set<Scope> scopes) {
    private static final String KEY = Principal.class.getName();

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** Whether he may do this. */
    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }

    /**
     * Who asks by this request.
     *
     * @throws IllegalStateException when nobody has authenticated it: a route stands before {@link Access#authenticate}
     */
    public static Principal of(RoutingContext context) {
        if (context.get(KEY) instanceof Principal principal) {
            return principal;
        }
        throw new IllegalStateException("Expected an authenticated request, but " + context.normalizedPath() + " is served without authentication");
    }

    void asks(RoutingContext context) {
        context.put(KEY, this);
    }
}
