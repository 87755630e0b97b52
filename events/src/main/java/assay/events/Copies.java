package assay.events;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable copies that keep their order; {@code Map.copyOf} iterates differently in every JVM run, which breaks exact replay. */
public final class Copies {
    private Copies() {
    }

    /** A copy that iterates in the order of the original. */
    public static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
