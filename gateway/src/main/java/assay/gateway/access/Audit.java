package assay.gateway.access;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who asked for what, for those who keep watch: everything that changes something, and everything that was refused for who asked. Never a key or a body. */
final class Audit {
    private static final Logger LOGGER = LoggerFactory.getLogger(Audit.class);
    private static final Set<Integer> REFUSED = Set.of(401, 403, 429);
    private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Audit() {
    }

    static void follow(RoutingContext context) {
        context.addEndHandler(ignored -> {
            int status = context.response().getStatusCode();
            if (REFUSED.contains(status)) {
                LOGGER.atWarn().addKeyValue("status", status).addKeyValue("who", who(context)).addKeyValue("from", from(context))
                        .addKeyValue("method", context.request().method()).addKeyValue("path", context.request().path()).log("A request was refused");
            } else if (!LOOKING.contains(context.request().method())) {
                LOGGER.atInfo().addKeyValue("status", status).addKeyValue("who", who(context)).addKeyValue("from", from(context))
                        .addKeyValue("method", context.request().method()).addKeyValue("path", context.request().path()).log("A request was taken");
            }
        });
    }

    private static String who(RoutingContext context) {
        return context.get(Principal.class.getName()) instanceof Principal principal ? principal.name() : "nobody";
    }

    static String from(RoutingContext context) {
        return context.request().remoteAddress() == null ? "" : context.request().remoteAddress().hostAddress();
    }
}
