package assay.gateway;

import assay.gateway.problem.ProblemAnswers;
import assay.gateway.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Turns away what those behind it could not even read: addresses whose escapes are broken, and forms, which nobody here takes and which would be taken apart. */
final class FirstLook implements Handler<RoutingContext> {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Override
    public void handle(RoutingContext context) {
        String type = Admission.type(context.request());
        if (BROKEN_ESCAPE.matcher(context.request().uri()).find()) {
            // Not by way of the router, which would look for who answers a failure by the very address.
            ProblemAnswers.answer(context.request(), ProblemKind.BAD_REQUEST.because("in the address a '%' stands without the two hexadecimal digits that belong to it"));
        } else if (type.startsWith("multipart/") || type.equals("application/x-www-form-urlencoded")) {
            ProblemAnswers.answer(context.request(), ProblemKind.UNSUPPORTED_MEDIA_TYPE.because("forms are not taken here; send application/yaml or application/json"));
        } else {
            context.next();
        }
    }
}
