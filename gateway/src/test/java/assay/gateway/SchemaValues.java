package assay.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Values for a schema: mostly such as fit, sometimes such as just do not, sometimes such as nobody expects. By a seed. */
final class SchemaValues {
    private static final List<Object> ODD = List.of("", " ", "null", "true", "0", "-1", "1e400", "NaN", "{\"a\":1}", "[[[[[[[[]]]]]]]]", "\"", "\\", "'", "a\"b\\c", "../../etc/passwd",
            "..%2f..%2f", "%", "%zz", "%00", "\u0000", "\u202e", "\ud83d\udca5", "é", "a=b", "a=b=c", "=", "&", "a&b=c", "latest", "7k3q", "x".repeat(300), "x".repeat(5_000),
            "jobs/0/0", "jobs/0/999999999999999999", "metrics/99/0", "bytes=0-", "bytes=-0", "bytes=999-1", "wait=1", "wait=-1", "*", "\"*\"", "${jndi:x}", "<script>", "1;drop table runs");
    private final Random random;

    SchemaValues(Random random) {
        this.random = random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A value for a schema, or one that is odd. */
    Object value(JsonObject schema, int depth) {
        if (chance(12)) {
            return odd();
        }
        if (schema.containsKey("enum")) {
            return any(schema.getJsonArray("enum").stream().toList());
        }
        return switch (schema.getString("type", "string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> random.nextBoolean();
            default -> text(schema);
        };
    }

    Object odd() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextDouble() * 1e300;
            case 2 -> random.nextBoolean();
            case 3 -> new JsonArray().add(new JsonObject());
            case 4 -> new JsonObject().put("", new JsonArray());
            default -> any(ODD);
        };
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject object = new JsonObject();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (String name : properties.fieldNames()) {
            if (!name.startsWith("__") && (required.contains(name) ? !chance(4) : chance(40))) {
                object.put(name, value(properties.getJsonObject(name), depth + 1));
            }
        }
        if (schema.getValue("additionalProperties") instanceof JsonObject members && depth < 4) {
            for (int i = random.nextInt(4); i > 0; i--) {
                object.put(String.valueOf(any(ODD)), value(members, depth + 1));
            }
        } else if (chance(4)) {
            object.put(String.valueOf(any(ODD)), odd());
        }
        return object;
    }

    private JsonArray array(JsonObject schema, int depth) {
        JsonArray array = new JsonArray();
        int size = chance(3) ? schema.getInteger("maxItems", 10) + 1 : random.nextInt(4);
        for (int i = 0; i < size; i++) {
            array.add(value(schema.getJsonObject("items"), depth + 1));
        }
        return array;
    }

    private Object number(JsonObject schema) {
        int least = schema.getInteger("minimum", 0);
        int most = schema.getInteger("maximum", 1_000);
        return any(List.of(least, most, least - 1, most + 1, least + random.nextInt(most - least + 1), 1.5, Long.MAX_VALUE));
    }

    private Object text(JsonObject schema) {
        String pattern = schema.getString("pattern", "");
        int most = schema.getInteger("maxLength", 100);
        if (pattern.contains("=")) {
            return any(List.of("clients.load.with.clients=8", "team=storage", "k=" + any(ODD)));
        } else if (pattern.contains("jobs")) {
            return any(List.of("jobs/0/3", "metrics/0/0", "jobs/0/999999"));
        } else if (pattern.contains("latest")) {
            return any(List.of("latest", "7k3q2mabcd", "7k3q", "fuzzed0000", "zzzz"));
        }
        return any(List.of("recipe: 1\nname: x\n", "x", "report.html", "db", "nightly", "x".repeat(Math.min(most, 2_000)), "x".repeat(Math.min(most, 4_000) + 1), String.valueOf(any(ODD))));
    }
}
