package assay.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is told of runs outside the log, as JSON: as events are written, but with {@code snake_case} keys, and without the keys of what is absent.
 * What is written is read back equal; unknown keys are skipped.
 */
public final class ViewJson {
    private static final Keys KEYS = new Keys();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .propertyNamingStrategy(KEYS)
            .addModule(EventJson.module(KEYS::key))
            .build();

    private ViewJson() {
    }

    /** How keys are written: {@code snake_case}. */
    private static final class Keys extends SnakeCaseStrategy {
        private static final long serialVersionUID = 1L;

        String key(String name) {
            return translate(name);
        }
    }

    /** A record, or a list of them, as JSON without line breaks. */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads a record back.
     *
     * @throws IllegalArgumentException with the reason when the JSON does not fit
     */
    public static <R extends Record> R read(Class<R> type, String json) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Expected the JSON of a " + type.getSimpleName() + ", but " + e.getOriginalMessage(), e);
        }
    }
}
