package assay.cluster.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a script told, one {@code name=value} a line, in its order. */
record Facts(Map<String, String> values) {
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}(?:[.,]\\d{1,9})?");

    static Facts of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1).strip());
            }
        });
        return new Facts(values);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    OptionalLong count(String name) {
        return COUNT.matcher(text(name)).matches() ? OptionalLong.of(Long.parseLong(text(name))) : OptionalLong.empty();
    }

    /** A time in Unix seconds. */
    Optional<Instant> time(String name) {
        return seconds(name).map(Instant.EPOCH::plus);
    }

    /** A number of seconds. */
    Optional<Duration> seconds(String name) {
        return SECONDS.matcher(text(name)).matches() ? Optional.of(Duration.ofNanos((long) (Double.parseDouble(text(name).replace(',', '.')) * 1_000_000) * 1_000))
                : Optional.empty();
    }
}
