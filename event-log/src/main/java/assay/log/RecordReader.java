package assay.log;

import assay.events.RecipeEvent;
import assay.events.Text;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/**
 * Reads a record whose components are never null. A key that is missing or null, as in an event written by an older build, gives the empty
 * text, list or map, 0, false, the epoch, or a record made of such; what has no empty value must be there.
 */
final class RecordReader extends ValueDeserializer<Object> {
    private static final Map<Class<?>, Object> BLANKS = Map.of(String.class, "", List.class, List.of(), Map.class, Map.of(), int.class, 0,
            long.class, 0L, double.class, 0.0, boolean.class, false, Instant.class, Instant.EPOCH,
            RecipeEvent.Mode.class, RecipeEvent.Mode.RUN, Optional.class, Optional.empty());

    private final Class<?> type;
    private final RecordComponent[] components;
    private final Constructor<?> constructor;
    private final Map<String, Integer> places = new HashMap<>();
    private final ValueDeserializer<?>[] readers;

    /**
     * Of a type.
     *
     * @param keys how a component's name is written as a key
     */
    RecordReader(Class<?> type, UnaryOperator<String> keys) {
        this.type = type;
        this.components = type.getRecordComponents();
        this.readers = new ValueDeserializer<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            places.put(keys.apply(components[i].getName()), i);
        }
        try {
            this.constructor = type.getConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Expected the record " + type + " to be public", e);
        }
    }

    /** True when a component of this type has no empty value, so that it must be there. */
    static boolean needed(Class<?> type) {
        return type.isRecord() && !Text.class.isAssignableFrom(type) ? Arrays.stream(type.getRecordComponents()).anyMatch(inner -> needed(inner.getType()))
                : !BLANKS.containsKey(type);
    }

    @Override
    public void resolve(DeserializationContext context) {
        for (int i = 0; i < components.length; i++) {
            readers[i] = context.findContextualValueDeserializer(context.getTypeFactory().constructType(components[i].getGenericType()), null);
        }
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.isExpectedStartObjectToken()) {
            return context.reportInputMismatch(type, "Expected an object for %s, but found %s", type.getSimpleName(), parser.currentToken());
        }
        Object[] values = new Object[components.length];
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            Integer place = places.get(name);
            if (place == null || token == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else {
                values[place] = readers[place].deserialize(parser, context);
            }
        }
        return make(values, context);
    }

    private Object make(Object[] values, DeserializationContext context) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = blank(i, context);
            }
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            return context.reportInputMismatch(type, "%s", Optional.ofNullable(e.getCause().getMessage()).orElse("a list holds a null"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }

    private Object blank(int place, DeserializationContext context) {
        if (readers[place] instanceof RecordReader nested) {
            return nested.make(new Object[nested.components.length], context);
        }
        Object blank = BLANKS.get(components[place].getType());
        return blank != null ? blank
                : context.reportInputMismatch(type, "'%s' of %s is missing", components[place].getName(), type.getSimpleName());
    }

    @Override
    public boolean isCachable() {
        return true;
    }
}
