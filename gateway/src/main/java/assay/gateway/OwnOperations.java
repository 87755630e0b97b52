package assay.gateway;

import assay.gateway.problem.ProblemKind;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Tells of the gateway itself; open to everybody. */
final class OwnOperations {
    private final Contract contract;
    private final Readiness readiness;

    OwnOperations(Contract contract, Readiness readiness) {
        this.contract = contract;
        this.readiness = readiness;
    }

    void contract(RoutingContext context) {
        context.response().putHeader("Content-Type", Contract.YAML).end(contract.text());
    }

    void health(RoutingContext context) {
        say(context, "lives");
    }

    void ready(RoutingContext context) {
        readiness.obstacle().ifPresent(why -> {
            throw ProblemKind.NOT_READY.because(why);
        });
        say(context, "ready");
    }

    private static void say(RoutingContext context, String status) {
        context.response().putHeader("Content-Type", "application/json").end(new JsonObject().put("status", status).toBuffer());
    }
}
