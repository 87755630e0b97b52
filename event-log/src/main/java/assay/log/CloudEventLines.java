package assay.log;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.RunId;
import assay.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events as CloudEvents 1.0 in structured mode, one JSON object on a line: how they stand in files and go over HTTP. What is written is read back equal.
 * The place in the topic travels as the extension attributes {@code topic}, {@code partition} and {@code offset} in files, and in one as {@code position}
 * over HTTP, where the same text says from where a follower goes on.
 */
public final class CloudEventLines {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String POSITION = "position";
    private static final JsonCodec CODEC = new JsonCodec();

    private CloudEventLines() {
    }

    /** An event as the reader of one run sees it: with its number in the run, and what it is marked with where it changed nothing. */
    public static String write(Envelope envelope, int number, String mark) {
        ObjectNode event = attributes(envelope).put("number", number);
        if (!mark.isEmpty()) {
            event.put("mark", mark);
        }
        return MAPPER.writeValueAsString(event.set("data", MAPPER.readTree(CODEC.json(envelope.event()))));
    }

    /** An event with its place. */
    public static String write(Entry.Readable entry) {
        ObjectNode event = attributes(entry.envelope());
        event.put("topic", entry.position().topic().topicName()).put("partition", entry.position().partition()).put("offset", entry.position().offset());
        return MAPPER.writeValueAsString(event.set("data", MAPPER.readTree(CODEC.json(entry.envelope().event()))));
    }

    /** An event with its place, as followers over HTTP get it. */
    public static String told(Entry.Readable entry) {
        ObjectNode event = attributes(entry.envelope()).put(POSITION, new Places(entry.position()).text());
        return MAPPER.writeValueAsString(event.set("data", MAPPER.readTree(CODEC.json(entry.envelope().event()))));
    }

    private static ObjectNode attributes(Envelope envelope) {
        ObjectNode event = MAPPER.createObjectNode();
        event.put("specversion", "1.0").put("id", envelope.id().value()).put("source", envelope.source()).put("type", EventType.of(envelope.event()).typeName());
        event.put("subject", envelope.event().subject()).put("time", envelope.time().toString()).put("correlationid", envelope.run().value());
        return event.put("causationid", envelope.causationId()).put("datacontenttype", "application/json");
    }

    /**
     * Reads a line with its place, as a reader of the topic would see it: a type that this build does not know is kept and skipped.
     *
     * @throws IllegalArgumentException with the reason when the line is no such event
     */
    public static Entry read(String line) {
        try {
            JsonNode event = MAPPER.readTree(line);
            Entry.Position position = position(event);
            String type = text(event, "type");
            RunId run = new RunId(text(event, "correlationid"));
            Optional<EventType> known = Upcasters.REGISTERED.type(type);
            if (known.isEmpty()) {
                return new Entry.UnknownType(position, run.value(), type);
            }
            return new Entry.Readable(position, new Envelope(new EventId(text(event, "id")), run, text(event, "source"), Instant.parse(text(event, "time")),
                    event.path("causationid").asString(""), Upcasters.REGISTERED.read(type, event.path("data").toString().getBytes(StandardCharsets.UTF_8))));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("its JSON cannot be used: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its time cannot be used: " + e.getMessage(), e);
        }
    }

    private static Entry.Position position(JsonNode event) {
        return event.has(POSITION) ? Places.of(text(event, POSITION)).only()
                : new Entry.Position(topic(text(event, "topic")), event.path("partition").asInt(0), event.path("offset").asLong(0));
    }

    private static Topic topic(String name) {
        for (Topic topic : Topic.values()) {
            if (topic.topicName().equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException("Expected one of Assay's topics, but found '" + name + "'");
    }

    private static String text(JsonNode event, String name) {
        JsonNode value = event.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("Expected a CloudEvent with the text attribute " + name + ", but found none");
        }
        return value.asString();
    }
}
