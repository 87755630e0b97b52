package assay.cli;

import assay.log.ViewJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for programs that read a command's output. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {
    }

    /** A record as it is told outside the log, as an object to which keys may be added. */
    static Map<String, Object> object(Record told) {
        return MAPPER.readValue(ViewJson.text(told), new TypeReference<LinkedHashMap<String, Object>>() {
        });
    }

    /** A value as indented JSON. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
