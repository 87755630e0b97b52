package assay.gateway.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * Headers of every answer. No page but a report is ever meant for a browser, and a report holds its own styles and pictures and runs no script; so a browser
 * is told to load nothing, to run nothing, and to show nothing inside another page.
 */
final class SecurityHeaders {
    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
    private static final String REPORT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";
    private final boolean tls;

    SecurityHeaders(boolean tls) {
        this.tls = tls;
    }

    /** Before anybody looks at a request, so that no answer goes without. */
    void set(HttpServerResponse response) {
        MultiMap headers = response.headers();
        headers.set("X-Content-Type-Options", "nosniff").set("X-Frame-Options", "DENY").set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Resource-Policy", "same-origin").set("Cache-Control", "no-store").set(POLICY, NOTHING);
        if (tls) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Lets a page that is a report show its own styles and pictures. */
    void allowReport(RoutingContext context) {
        MultiMap headers = context.response().headers();
        context.addHeadersEndHandler(ignored -> {
            String type = headers.get("Content-Type");
            if (type != null && type.startsWith("text/html")) {
                headers.set(POLICY, REPORT);
            }
        });
    }
}
