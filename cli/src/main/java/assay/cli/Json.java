package assay.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for programs that read a command's output. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {
    }

    /** A value as indented JSON. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
