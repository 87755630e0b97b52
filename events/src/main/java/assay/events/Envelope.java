package assay.events;

import java.time.Instant;

/**
 * An event with its CloudEvents 1.0 attributes, as it stands in a topic. Binary mode: the attributes travel as {@code ce_*}
 * headers, the event as plain JSON.
 *
 * @param id          {@code ce_id}
 * @param run         the Kafka key, {@code ce_subject}'s first part and {@code correlationid}
 * @param source      {@code ce_source}, the writer's name such as {@code /assay/runner}
 * @param time        {@code ce_time}, the writer's clock
 * @param causationId id of the event that the writer had read last for this run; empty when there is none
 * @param event       the payload
 */
public record Envelope(EventId id, RunId run, String source, Instant time, String causationId, Event event) {
}
