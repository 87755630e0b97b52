package assay.log;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a {@link assay.events.Text} from a JSON string. */
final class TextReader extends ValueDeserializer<Object> {
    private final Class<?> type;
    private final Constructor<?> constructor;

    TextReader(Class<?> type) {
        this.type = type;
        try {
            this.constructor = type.getConstructor(String.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Expected " + type + " to be made from one string", e);
        }
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(type, "Expected a string for %s, but found %s", type.getSimpleName(), parser.currentToken());
        }
        try {
            return constructor.newInstance(parser.getString());
        } catch (InvocationTargetException e) {
            return context.reportInputMismatch(type, "%s", e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type, e);
        }
    }

    @Override
    public boolean isCachable() {
        return true;
    }
}
