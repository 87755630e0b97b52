package assay.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Requests made from the contract: for every operation, with parameters and bodies from their schemas, bent here and there. By a seed. */
final class FuzzedRequests {
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW");
    private static final List<String> TYPES = List.of("application/yaml", "application/json", "application/json; charset=utf-8", "text/plain", "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded", "", ";", "application/json/x");
    private static final List<String> ACCEPTS = List.of("application/json", "*/*", "text/event-stream", "application/x-ndjson", "text/html", "application/json;q=0", ";;;", "x", ",", "*/*;q=x");
    private final JsonObject document;
    private final List<Operation> operations = new ArrayList<>();
    private final SchemaValues values;
    private final String key;

    /** An operation of the contract, references resolved. */
    record Operation(String id, String method, String path, List<JsonObject> parameters, JsonObject content, Set<String> statuses) {
    }

    /** A request as it goes over the wire. */
    record Fuzzed(Operation operation, boolean bent, boolean headersAlone, byte[] bytes) {
        @Override
        public String toString() {
            return new String(bytes, 0, Math.min(bytes.length, 1_500), StandardCharsets.UTF_8);
        }
    }

    FuzzedRequests(JsonObject document, String key, long seed) {
        this.document = document;
        this.key = key;
        this.values = new SchemaValues(new Random(seed));
        for (String path : names(document.getJsonObject("paths"))) {
            JsonObject item = document.getJsonObject("paths").getJsonObject(path);
            names(item).stream().filter(Set.of("get", "post")::contains).forEach(method -> operations.add(operation(path, method, item)));
        }
    }

    private static List<String> names(JsonObject object) {
        return object.fieldNames().stream().filter(name -> !name.startsWith("__")).sorted().toList();
    }

    private Operation operation(String path, String method, JsonObject item) {
        JsonObject operation = item.getJsonObject(method);
        List<JsonObject> parameters = Stream.concat(item.getJsonArray("parameters", new JsonArray()).stream(), operation.getJsonArray("parameters", new JsonArray()).stream())
                .map(JsonObject.class::cast).toList();
        return new Operation(operation.getString("operationId"), method.toUpperCase(Locale.ROOT), path, parameters,
                operation.getJsonObject("requestBody", new JsonObject()).getJsonObject("content", new JsonObject()), Set.copyOf(names(operation.getJsonObject("responses"))));
    }

    List<Operation> operations() {
        return operations;
    }

    Fuzzed next() {
        Operation operation = values.any(operations);
        boolean bent = values.chance(6);
        String method = bent ? values.any(METHODS) : operation.method().equals("GET") && values.chance(8) ? "HEAD" : operation.method();
        String target = target(operation) + (bent && values.chance(50) ? URLEncoder.encode(String.valueOf(values.odd()), StandardCharsets.UTF_8) : "");
        StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
        if (!values.chance(2)) {
            head.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        for (JsonObject parameter : operation.parameters()) {
            if (parameter.getString("in").equals("header") && values.chance(25)) {
                head.append(parameter.getString("name")).append(": ").append(line(String.valueOf(values.value(parameter.getJsonObject("schema"), 0)))).append("\r\n");
            }
        }
        if (values.chance(25)) {
            head.append("Accept: ").append(values.any(ACCEPTS)).append("\r\n");
        }
        byte[] body = method.equals("GET") || method.equals("HEAD") ? values.chance(2) ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0] : body(operation, head);
        if (body.length > 0 || method.equals("POST")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return new Fuzzed(operation, bent, method.equals("HEAD"), all.toByteArray());
    }

    private String target(Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonObject parameter : operation.parameters()) {
            String name = parameter.getString("name");
            if (parameter.getString("in").equals("path")) {
                path = path.replace("{" + name + "}", escaped(String.valueOf(values.value(parameter.getJsonObject("schema"), 0))));
            } else if (parameter.getString("in").equals("query") && values.chance(35)) {
                Object value = values.value(parameter.getJsonObject("schema"), 0);
                List<Object> all = value instanceof JsonArray array ? array.stream().toList() : List.of(value);
                all.forEach(each -> query.append('&').append(name).append('=').append(escaped(String.valueOf(each))));
            }
        }
        if (values.chance(2)) {
            query.append("&unknown=").append(escaped(String.valueOf(values.odd())));
        }
        return path + (query.isEmpty() ? "" : "?" + query.substring(1));
    }

    /** Mostly as it should be, sometimes as it is. */
    private String escaped(String text) {
        return values.chance(96) ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20") : line(text).replaceAll("[^!-~]", "%");
    }

    private static String line(String text) {
        return text.replaceAll("[\\r\\n\\x00]", "?");
    }

    private byte[] body(Operation operation, StringBuilder head) {
        if (operation.content().isEmpty() || values.chance(5)) {
            return new byte[0];
        }
        String type = values.any(names(operation.content()));
        head.append("Content-Type: ").append(values.chance(5) ? values.any(TYPES) : type).append("\r\n");
        String text = type.equals("application/json") ? String.valueOf(values.value(operation.content().getJsonObject(type).getJsonObject("schema"), 0))
                : values.chance(70) ? "recipe: 1\nname: x\n" : String.valueOf(values.odd());
        String bent = values.chance(4) ? text.substring(0, text.length() / 2) : text;
        return values.chance(2) ? new byte[] {(byte) 0xff, '{', 0} : bent.getBytes(StandardCharsets.UTF_8);
    }
}
