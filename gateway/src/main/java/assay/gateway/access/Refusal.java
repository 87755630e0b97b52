package assay.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is turned away, and why: a problem of RFC 9457.
 *
 * @param status  of HTTP
 * @param title   the kind of refusal
 * @param detail  what was refused, and what to do about it
 * @param headers beside those of every answer
 * @param ends    whether the connection ends with it, since more of the request may be on its way, or the asker is not welcome
 */
record Refusal(int status, String title, String detail, Map<String, String> headers, boolean ends) {
    private static final String CHALLENGE = "WWW-Authenticate";

    static Refusal unauthenticated() {
        return new Refusal(401, "Not authenticated", "This needs a key: Authorization: Bearer assay_…; `assay keys add` on the server's side makes one.",
                Map.of(CHALLENGE, "Bearer realm=\"assay\""), true);
    }

    static Refusal badToken(String why) {
        return new Refusal(401, "Not authenticated", why, Map.of(CHALLENGE, "Bearer realm=\"assay\", error=\"invalid_token\""), true);
    }

    static Refusal lacking(Principal principal, Scope scope) {
        return new Refusal(403, "Not allowed", "This needs the scope '" + scope.word() + "', which " + principal.name() + " does not have.",
                Map.of(CHALLENGE, "Bearer realm=\"assay\", error=\"insufficient_scope\", scope=\"" + scope.word() + "\""), false);
    }

    static Refusal tooMany(String what, Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return new Refusal(429, "Too many requests", "Too many " + what + ": try again in " + seconds + " s.", Map.of("Retry-After", String.valueOf(seconds)), false);
    }

    static Refusal tooLarge(int bytes) {
        return ending(413, "Too large", "A body may have at most " + bytes + " bytes.");
    }

    static Refusal ending(int status, String title, String detail) {
        return new Refusal(status, title, detail, Map.of(), true);
    }

    Refusal andEnd() {
        return new Refusal(status, title, detail, headers, true);
    }

    /** Answers, and hangs up where that is due. */
    Future<Void> answer(HttpServerRequest request) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (ends) {
            all.put("Connection", "close");
        }
        all.forEach((name, value) -> request.response().putHeader(name, value));
        JsonObject problem = new JsonObject().put("type", "about:blank").put("title", title).put("status", status).put("detail", detail);
        Future<Void> told = request.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json").end(problem.toBuffer());
        return ends ? told.eventually(() -> request.connection().close()) : told;
    }
}
