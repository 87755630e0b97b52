package assay.gateway.access;

import assay.gateway.problem.ProblemAnswers;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** The bounds of a body, in size and time: what is announced too large is not waited for, and nobody is told to go on before he may. */
final class Body {
    private static final String LENGTH = "[0-9]{1,18}";
    private final Limits limits;
    private final Door door;

    Body(Limits limits, Door door) {
        this.limits = limits;
        this.door = door;
    }

    void limit(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (!length.matches(LENGTH) || Long.parseLong(length) > limits.bodyBytes())) {
            context.fail(Refusals.tooLarge(limits.bodyBytes()));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        door.waits(context, Door.Waiting.FOR_BODY);
        context.next();
    }

    void complete(RoutingContext context) {
        door.waits(context, context.get(Principal.class.getName()) == null ? Door.Waiting.FOR_STRANGER : Door.Waiting.FOR_NOTHING);
        context.next();
    }

    /** A body without length that turned out too large, or one of which the rest will never come. */
    void failed(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            return;
        }
        if (context.statusCode() == 413 && !context.response().ended()) {
            ProblemAnswers.answer(context.request(), Refusals.tooLarge(limits.bodyBytes()));
        } else {
            context.next();
        }
    }
}
