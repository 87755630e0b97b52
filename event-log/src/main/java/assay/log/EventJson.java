package assay.log;

import assay.events.Event;
import assay.events.EventType;
import assay.events.Text;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;

/**
 * Events as plain JSON objects: one key for each component in the order declared, {@link Text} values as strings, instants in ISO 8601, no
 * nulls. Reading skips unknown keys and fills in missing ones, see {@link RecordReader}.
 */
final class EventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(module(UnaryOperator.identity()))
            .build();

    private EventJson() {
    }

    /**
     * How texts and records are written and read.
     *
     * @param keys how a component's name is written as a key
     */
    static SimpleModule module(UnaryOperator<String> keys) {
        SimpleModule module = new SimpleModule("assay-events");
        module.addSerializer(Text.class, new TextWriter());
        module.setDeserializers(new Readers(keys));
        return module;
    }

    /** The event's JSON, without line breaks. */
    static byte[] write(Event event) {
        return MAPPER.writeValueAsBytes(event);
    }

    /** Reads an event; throws a JacksonException when the JSON does not fit the type. */
    static Event read(EventType type, byte[] json) {
        return MAPPER.readValue(json, type.eventClass());
    }

    /** Reads any JSON; throws a JacksonException when it is none. */
    static JsonNode tree(byte[] json) {
        return MAPPER.readTree(json);
    }

    /** JSON as bytes. */
    static byte[] bytes(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }

    /** A record of Assay's own that is no event. */
    static String writeRecord(Record value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Reads it back; throws a JacksonException when the JSON does not fit. */
    static <R extends Record> R readRecord(Class<R> type, String json) {
        return MAPPER.readValue(json, type);
    }

    private static final class TextWriter extends ValueSerializer<Text> {
        @Override
        public void serialize(Text text, JsonGenerator generator, SerializationContext context) {
            generator.writeString(text.value());
        }
    }

    /** Which types this package reads itself: texts and all records. */
    private static final class Readers extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;
        private final transient UnaryOperator<String> keys;

        Readers(UnaryOperator<String> keys) {
            this.keys = keys;
        }

        @Override
        public ValueDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            Class<?> raw = type.getRawClass();
            if (Text.class.isAssignableFrom(raw)) {
                return new TextReader(raw);
            }
            return raw.isRecord() ? new RecordReader(raw, keys) : super.findBeanDeserializer(type, config, description);
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return type.isRecord() || super.hasDeserializerFor(config, type);
        }
    }
}
