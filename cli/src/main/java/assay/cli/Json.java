package assay.cli;

import assay.cli.Story.Told;
import assay.events.Envelope;
import assay.events.EventType;
import assay.log.JsonCodec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON for programs that read a command's output. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final JsonMapper LINES = JsonMapper.builder().build();
    private static final JsonCodec CODEC = new JsonCodec();

    private Json() {
    }

    /** An event as a CloudEvent in structured mode, on one line: with its number in the run, and what it is marked with where it changed nothing. */
    static String cloudEvent(Envelope envelope, Told told) {
        EventType type = EventType.of(envelope.event());
        ObjectNode event = LINES.createObjectNode();
        event.put("specversion", "1.0").put("id", envelope.id().value()).put("source", envelope.source()).put("type", type.typeName());
        event.put("subject", envelope.event().subject()).put("time", envelope.time().toString()).put("correlationid", envelope.run().value());
        event.put("causationid", envelope.causationId()).put("datacontenttype", "application/json").put("number", told.number());
        if (!told.mark().isEmpty()) {
            event.put("mark", told.mark());
        }
        event.set("data", LINES.readTree(CODEC.json(envelope.event())));
        return LINES.writeValueAsString(event);
    }

    /** A value as indented JSON. */
    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
