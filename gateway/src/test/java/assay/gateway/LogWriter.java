package assay.gateway;

import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.JsonCodec;
import assay.log.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for the Assay services: writes their events into the topics. */
final class LogWriter implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final JsonCodec codec = new JsonCodec();

    LogWriter(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("max.in.flight.requests.per.connection", 1);
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    void write(RunId run, Event event) {
        write(List.of(new Envelope(new EventId(UUID.randomUUID().toString()), run, "/test", Instant.now(), "", event)));
    }

    void write(List<Envelope> events) {
        events.forEach(envelope -> producer.send(record(envelope)));
        producer.flush();
    }

    /** A record that nobody can read. */
    void writeNonsense(RunId run) {
        producer.send(new ProducerRecord<>(Topic.JOBS.topicName(), run.value(), "nonsense".getBytes(StandardCharsets.UTF_8)));
        producer.flush();
    }

    private ProducerRecord<String, byte[]> record(Envelope envelope) {
        EventType type = EventType.of(envelope.event());
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(type.topic().topicName(), envelope.run().value(),
                codec.json(envelope.event()).getBytes(StandardCharsets.UTF_8));
        Map.of("ce_type", type.typeName(), "ce_id", envelope.id().value(), "ce_source", envelope.source(), "ce_time", envelope.time().toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
