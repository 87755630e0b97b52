package assay.log;

import assay.events.EventType;
import assay.events.Text;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (2020-12) of all event types, made from their records by the rules of {@link EventJson} and {@link RecordReader}: what has an empty
 * value may be missing, and keys that are not named may stand there, because events grow by addition.
 */
public final class EventSchemas {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private EventSchemas() {
    }

    /** What the schema of a type is called as a file. */
    public static String fileName(EventType type) {
        return type.typeName() + ".json";
    }

    /** The schema of a type's events, one indented JSON document. */
    public static String text(EventType type) {
        Document document = new Document();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("$schema", DIALECT).put("title", type.typeName());
        root.put("description", "Stands in " + type.topic().topicName() + ", written by " + type.writer().lowerCase() + ".");
        root.setAll(document.object(type.eventClass()));
        if (!document.definitions.isEmpty()) {
            ObjectNode definitions = root.putObject("$defs");
            document.definitions.forEach(definitions::set);
        }
        return MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    /** One schema document, with a definition for each record and enum that its type is made of. */
    private static final class Document {
        private final Map<String, ObjectNode> definitions = new TreeMap<>();

        ObjectNode object(Class<?> type) {
            ObjectNode object = MAPPER.createObjectNode().put("type", "object");
            ObjectNode properties = object.putObject("properties");
            ArrayNode required = MAPPER.createArrayNode();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.set(component.getName(), value(component.getGenericType()));
                if (RecordReader.needed(component.getType())) {
                    required.add(component.getName());
                }
            }
            if (!required.isEmpty()) {
                object.set("required", required);
            }
            return object;
        }

        private ObjectNode value(Type type) {
            if (type instanceof ParameterizedType generic) {
                Type[] arguments = generic.getActualTypeArguments();
                return generic.getRawType() == List.class ? typed("array").set("items", value(arguments[0]))
                        : typed("object").set("additionalProperties", value(arguments[1]));
            }
            return single((Class<?>) type);
        }

        private ObjectNode single(Class<?> type) {
            if (type == String.class || Text.class.isAssignableFrom(type)) {
                return typed("string");
            } else if (type == Instant.class) {
                return typed("string").put("format", "date-time");
            } else if (type == boolean.class || type == Boolean.class) {
                return typed("boolean");
            } else if (type == double.class || type == Double.class) {
                return typed("number");
            } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
                return typed("integer");
            }
            return defined(type);
        }

        private ObjectNode defined(Class<?> type) {
            String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
            if (!definitions.containsKey(name)) {
                definitions.put(name, MAPPER.createObjectNode());
                definitions.put(name, type.isEnum() ? words(type) : object(type));
            }
            return MAPPER.createObjectNode().put("$ref", "#/$defs/" + name);
        }

        private static ObjectNode words(Class<?> type) {
            ObjectNode node = typed("string");
            ArrayNode words = node.putArray("enum");
            Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).forEach(words::add);
            return node;
        }

        private static ObjectNode typed(String type) {
            return MAPPER.createObjectNode().put("type", type);
        }
    }
}
