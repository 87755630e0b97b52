package assay.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request says, once it was checked against the contract. */
record Parameters(ValidatedRequest request) {
    static Parameters of(RoutingContext context) {
        return new Parameters(context.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST));
    }

    String path(String name) {
        return request.getPathParameters().get(name).getString();
    }

    Optional<String> header(String name) {
        return text(request.getHeaders(), name);
    }

    Optional<String> query(String name) {
        return text(request.getQuery(), name);
    }

    int number(String name, int otherwise) {
        RequestParameter value = request.getQuery().get(name);
        return value == null || value.isNull() ? otherwise : value.getInteger();
    }

    boolean flag(String name) {
        RequestParameter value = request.getQuery().get(name);
        return value != null && !value.isNull() && value.getBoolean();
    }

    List<String> queries(String name) {
        RequestParameter value = request.getQuery().get(name);
        JsonArray all = value == null || value.isNull() ? new JsonArray() : value.getJsonArray();
        return all.stream().map(Object::toString).toList();
    }

    /** The body; empty when there is none. */
    JsonObject json() {
        return request.getBody().isJsonObject() ? request.getBody().getJsonObject() : new JsonObject();
    }

    private static Optional<String> text(Map<String, RequestParameter> all, String name) {
        RequestParameter value = all.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value.getString());
    }
}
