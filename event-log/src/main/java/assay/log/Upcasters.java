package assay.log;

import assay.events.Event;
import assay.events.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads events of present types, and of types that present ones took the place of: each has one pure function from its JSON to that of its
 * successor, which may be an old type itself. The one place where they are registered is {@link #REGISTERED}. Immutable.
 */
final class Upcasters {
    /** Every type that was replaced so far, which is none yet. */
    static final Upcasters REGISTERED = new Upcasters(List.of());
    private final Map<String, Upcaster> byName;

    /**
     * What became of an old type.
     *
     * @param from   the old type's name
     * @param to     its successor's
     * @param change the JSON of an old event as that of the successor
     */
    record Upcaster(String from, String to, UnaryOperator<JsonNode> change) {
    }

    Upcasters(List<Upcaster> all) {
        this.byName = all.stream().collect(Collectors.toUnmodifiableMap(Upcaster::from, Function.identity()));
    }

    /** The present type of what bears this name; empty when this build knows neither it nor a successor. */
    Optional<EventType> type(String name) {
        Upcaster upcaster = byName.get(name);
        return upcaster == null ? EventType.named(name) : type(upcaster.to());
    }

    /**
     * Reads an event of a type that {@link #type} knows.
     *
     * @throws JacksonException when the JSON does not fit
     */
    Event read(String name, byte[] json) {
        return byName.containsKey(name) ? changed(name, EventJson.tree(json)) : EventJson.read(EventType.named(name).orElseThrow(), json);
    }

    private Event changed(String name, JsonNode json) {
        Upcaster upcaster = byName.get(name);
        return upcaster == null ? EventJson.read(EventType.named(name).orElseThrow(), EventJson.bytes(json)) : changed(upcaster.to(), upcaster.change().apply(json));
    }
}
