package assay.gateway;

import assay.gateway.access.Access;
import assay.gateway.problem.ProblemAnswers;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The contract with what does each of its operations. */
final class Api {
    private final Contract contract;
    private final Map<String, Handler<RoutingContext>> operations;

    /**
     * All of it.
     *
     * @throws IllegalArgumentException when an operation has no handler, or a handler no operation
     */
    Api(Contract contract, Map<String, Handler<RoutingContext>> operations) {
        this.contract = contract;
        this.operations = Map.copyOf(operations);
        if (contract.endpoints().size() != operations.size() || !contract.endpoints().stream().map(Endpoint::operation).allMatch(operations::containsKey)) {
            throw new IllegalArgumentException("Expected a handler for each operation of the contract, but found those of " + operations.keySet());
        }
    }

    /**
     * A router that serves it.
     *
     * @param unready why nothing can be told of runs yet; empty once it can
     */
    Router router(Vertx vertx, Access access, Supplier<Optional<String>> unready) {
        Router router = Router.router(vertx);
        router.route().handler(new FirstLook());
        access.protect(router);
        router.route().handler(new Admission(contract, access, unready));
        router.route("/*").subRouter(enforced(vertx));
        router.route().failureHandler(new ProblemAnswers());
        return router;
    }

    private Router enforced(Vertx vertx) {
        RouterBuilder builder = RouterBuilder.create(vertx, contract.enforced(), new RequestParts());
        operations.forEach((id, handler) -> builder.getRoute(id).setDoSecurity(false).addHandler(handler));
        Router router = builder.createRouter();
        router.getRoutes().forEach(this::serveHeadersAlone);
        return router;
    }

    private void serveHeadersAlone(Route route) {
        Operation operation = route.getMetadata(RouterBuilder.KEY_META_DATA_OPERATION);
        if (operation != null && contract.endpoints().stream().anyMatch(endpoint -> endpoint.operation().equals(operation.getOperationId()) && endpoint.headersAlone())) {
            route.method(HttpMethod.HEAD);
        }
    }
}
