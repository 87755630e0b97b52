package assay.log;

import assay.events.Entry;
import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.RunId;
import assay.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What stands on the wire: the run id as key, CloudEvents 1.0 attributes as {@code ce_*} headers (binary mode), the event as plain JSON.
 * Immutable. Decoding never throws: whatever a record holds, it gives an {@link Entry}.
 */
public final class JsonCodec {
    private static final Map<String, Topic> TOPICS = Arrays.stream(Topic.values()).collect(Collectors.toUnmodifiableMap(Topic::topicName, Function.identity()));
    private static final String TYPE = "ce_type";
    private static final String ID = "ce_id";
    private static final String SOURCE = "ce_source";
    private static final String TIME = "ce_time";
    private static final String CAUSATION = "ce_causationid";
    private static final String UNKNOWN_SOURCE = "/unknown";
    private final Upcasters upcasters;

    /** Reads all types that there are and were. */
    public JsonCodec() {
        this(Upcasters.REGISTERED);
    }

    JsonCodec(Upcasters upcasters) {
        this.upcasters = upcasters;
    }

    /** The event as one JSON object without line breaks. */
    public String json(Event event) {
        return new String(EventJson.write(event), StandardCharsets.UTF_8);
    }

    /**
     * Reads an event of a known type.
     *
     * @throws IllegalArgumentException when the JSON does not fit the type
     */
    public Event event(EventType type, String json) {
        try {
            return EventJson.read(type, json.getBytes(StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Expected the JSON of " + type.typeName() + ", but " + e.getOriginalMessage(), e);
        }
    }

    /** The record that carries an envelope in its event's topic. */
    ProducerRecord<byte[], byte[]> encode(Envelope envelope, int partition) {
        EventType type = EventType.of(envelope.event());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(type.topic().topicName(), partition, bytes(envelope.run().value()), EventJson.write(envelope.event()));
        String subject = envelope.event().subject();
        Headers headers = record.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, ID, envelope.id().value());
        add(headers, SOURCE, envelope.source());
        add(headers, TYPE, type.typeName());
        add(headers, TIME, envelope.time().toString());
        add(headers, "ce_subject", subject.isEmpty() ? envelope.run().value() : envelope.run() + "/" + subject);
        add(headers, "ce_correlationid", envelope.run().value());
        if (!envelope.causationId().isEmpty()) {
            add(headers, CAUSATION, envelope.causationId());
        }
        add(headers, "content-type", "application/json");
        return record;
    }

    /** What a record says; never throws. */
    Entry decode(ConsumerRecord<byte[], byte[]> record) {
        Position position = new Position(TOPICS.get(record.topic()), record.partition(), record.offset());
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            return read(position, key, record);
        } catch (JacksonException e) {
            return new Entry.Undecodable(position, key, "its JSON cannot be used: " + firstLine(e.getOriginalMessage()));
        } catch (RuntimeException e) {
            return new Entry.Undecodable(position, key, firstLine(String.valueOf(e.getMessage())));
        }
    }

    private Entry read(Position position, String key, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new IllegalArgumentException("Expected a JSON object, but found no value");
        }
        String name = header(record, TYPE).orElseGet(() -> bareType(position.topic(), record.value()));
        Optional<EventType> known = upcasters.type(name);
        if (known.isEmpty()) {
            return new Entry.UnknownType(position, key, name);
        }
        EventType type = known.get();
        if (type.topic() != position.topic()) {
            throw new IllegalArgumentException("Expected " + name + " in " + type.topic().topicName() + ", but found it in " + record.topic());
        }
        RunId run = run(key);
        EventId id = new EventId(header(record, ID).orElseGet(() -> record.topic() + "/" + record.partition() + "/" + record.offset()));
        String source = header(record, SOURCE).orElse(UNKNOWN_SOURCE);
        return new Entry.Readable(position, new Envelope(id, run, source, time(record), header(record, CAUSATION).orElse(""),
                upcasters.read(name, record.value())));
    }

    private static RunId run(String key) {
        try {
            return new RunId(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Expected a run id as the record's key, " + RunId.LENGTH + " characters a-z, 0-9 without quotes, but found "
                    + (key.isEmpty() ? "none" : "'" + key + "'"), e);
        }
    }

    /** A bare producer sends no headers: in the inbox a JSON object with a text asks for a run. */
    private static String bareType(Topic topic, byte[] value) {
        if (topic == Topic.RECIPES) {
            JsonNode json = EventJson.tree(value);
            if (json.isObject() && json.path("text").isString()) {
                return EventType.RECIPE_SUBMITTED.typeName();
            }
            throw new IllegalArgumentException("Expected a header ce_type or a JSON object with a \"text\" that holds the recipe, but found neither");
        }
        throw new IllegalArgumentException("Expected a header ce_type, but found none");
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        Instant stamp = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        try {
            return header(record, TIME).map(Instant::parse).orElse(stamp);
        } catch (DateTimeParseException e) {
            return stamp;
        }
    }

    static void add(Headers headers, String name, String value) {
        headers.add(name, bytes(value));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? Optional.empty() : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
