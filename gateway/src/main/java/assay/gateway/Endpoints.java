package assay.gateway;

import assay.gateway.access.Scope;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the operations out of a contract. */
final class Endpoints {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final String REFERENCE = "#/components/responses/";

    private Endpoints() {
    }

    static List<Endpoint> of(JsonObject document) {
        List<Endpoint> endpoints = new ArrayList<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            item.fieldNames().stream().filter(METHODS::contains).forEach(method -> endpoints.add(endpoint(document, path, method, item.getJsonObject(method))));
        }
        return endpoints;
    }

    /** The operations as they stand in the document. */
    static List<JsonObject> operations(JsonObject document) {
        return document.getJsonObject("paths").stream().map(entry -> (JsonObject) entry.getValue())
                .flatMap(item -> item.fieldNames().stream().filter(METHODS::contains).map(item::getJsonObject)).toList();
    }

    private static Endpoint endpoint(JsonObject document, String path, String method, JsonObject operation) {
        JsonArray security = operation.getJsonArray("security", document.getJsonArray("security"));
        Optional<Scope> scope = security.stream().flatMap(requirement -> ((JsonObject) requirement).getJsonArray("bearer").stream())
                .flatMap(word -> Scope.of(word.toString()).stream()).findFirst();
        if (scope.isEmpty() && !security.isEmpty()) {
            throw new IllegalArgumentException("Expected a scope for " + method + " " + path + " in the contract, but found none");
        }
        return new Endpoint(operation.getString("operationId"), HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path, scope,
                types(operation.getJsonObject("requestBody", new JsonObject())), good(document, operation.getJsonObject("responses")).flatMap(answer -> types(answer).stream()).toList());
    }

    private static Stream<JsonObject> good(JsonObject document, JsonObject responses) {
        return Stream.of("200", "202").filter(responses::containsKey).map(responses::getJsonObject).map(response -> response.containsKey("$ref")
                ? document.getJsonObject("components").getJsonObject("responses").getJsonObject(response.getString("$ref").substring(REFERENCE.length())) : response);
    }

    private static List<String> types(JsonObject holder) {
        return List.copyOf(holder.getJsonObject("content", new JsonObject()).fieldNames());
    }
}
