package assay.cluster.slurmrestd;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Values in the forms that the versions have for them. Pure. */
final class RestValues {
    private RestValues() {
    }

    /** A number, or {@code {set, infinite, number}}; empty when it is not set or endless. */
    static OptionalLong number(JsonNode value) {
        if (value.isObject()) {
            boolean told = value.path("set").asBoolean(false) && !value.path("infinite").asBoolean(false);
            return told ? OptionalLong.of(value.path("number").asLong(0)) : OptionalLong.empty();
        }
        return value.isNumber() ? OptionalLong.of(value.asLong()) : value.isString() && value.asString().matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(value.asString()))
                : OptionalLong.empty();
    }

    /** Unix seconds; {@link Instant#EPOCH} for anything else. */
    static Instant instant(JsonNode value) {
        return Instant.ofEpochSecond(number(value).orElse(0));
    }

    /** One word, or the first of several: the state; what follows are its flags. */
    static String state(JsonNode value) {
        return (value.isArray() ? value.valueStream() : Stream.of(value)).map(RestValues::text).findFirst().orElse("");
    }

    /** A text; empty for nothing. */
    static String text(JsonNode value) {
        return value.isString() ? value.asString().strip() : "";
    }

    /**
     * The exit code: raw as {@code wait} has it, with {@code number}, or with {@code return_code} and {@code signal}; -1 when it is not told.
     */
    static int exitCode(JsonNode value) {
        if (value.has("return_code")) {
            long signal = number(value.path("signal").has("id") ? value.path("signal").path("id") : value.path("signal").path("signal_id")).orElse(0);
            return (int) (signal > 0 ? 128 + signal : number(value.path("return_code")).orElse(-1));
        }
        OptionalLong raw = number(value);
        return raw.isEmpty() ? -1 : (int) ((raw.getAsLong() & 0x7f) == 0 ? raw.getAsLong() >> 8 & 0xff : 128 + (raw.getAsLong() & 0x7f));
    }

    /** What a list of errors says, one after the other. */
    static List<String> words(JsonNode errors) {
        return errors.valueStream().flatMap(error -> Stream.of(text(error.path("error")), text(error.path("description")))).filter(words -> !words.isEmpty())
                .distinct().toList();
    }
}
