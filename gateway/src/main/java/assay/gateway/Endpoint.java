package assay.gateway;

import assay.gateway.access.Scope;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;

/**
 * An operation of the contract.
 *
 * @param operation its id
 * @param path      with its parameters in braces
 * @param scope     that is needed for it; empty: it is open to everybody
 * @param takes     types of a body
 * @param makes     types of a good answer
 */
record Endpoint(String operation, HttpMethod method, String path, Optional<Scope> scope, List<String> takes, List<String> makes) {
    private static final String STREAM = "text/event-stream";

    Endpoint {
        takes = List.copyOf(takes);
        makes = List.copyOf(makes);
    }

    /** Whether it serves a request of this method: one that may be looked at may also be asked for its headers alone, unless it never ends. */
    boolean serves(HttpMethod asked) {
        return method.equals(asked) || asked.equals(HttpMethod.HEAD) && headersAlone();
    }

    /** Whether it can be asked for its headers alone. */
    boolean headersAlone() {
        return method.equals(HttpMethod.GET) && !makes.contains(STREAM);
    }
}
