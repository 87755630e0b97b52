package assay.gateway.stream;

import assay.events.Event;
import assay.events.EventType;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.EmbeddedBroker;
import assay.log.JsonCodec;
import assay.log.KafkaSettings;
import assay.log.TopicLayout;
import assay.log.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker of its own, and a writer of events that no service decided on. */
final class WrittenLog implements AutoCloseable {
    private final EmbeddedBroker broker;
    final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final JsonCodec codec = new JsonCodec();
    private int written;

    WrittenLog(Path folder, int partitions) throws Exception {
        broker = EmbeddedBroker.start(folder.toAbsolutePath(), "test");
        topics = Topics.open(broker.endpoint().settings(), new TopicLayout(partitions, false));
        producer = new KafkaProducer<>(properties(broker.endpoint().settings()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> properties(KafkaSettings settings) {
        Map<String, Object> all = new HashMap<>(settings.client());
        all.put("bootstrap.servers", settings.bootstrapServers());
        all.put("linger.ms", 0);
        return all;
    }

    /** Writes it at the end of its topic partition; gives its offset. */
    long write(RunId run, Event event) throws Exception {
        EventType type = EventType.of(event);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(type.topic().topicName(), topics.partitionOf(type.topic(), run), bytes(run.value()), bytes(codec.json(event)));
        Headers headers = record.headers();
        headers.add("ce_type", bytes(type.typeName()));
        headers.add("ce_id", bytes("e" + written++));
        headers.add("ce_time", bytes(Instant.now().toString()));
        return producer.send(record).get().offset();
    }

    /** Writes something that is no event. */
    void writeNoise(Topic topic) throws Exception {
        producer.send(new ProducerRecord<>(topic.topicName(), 0, bytes("x"), bytes("noise"))).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        topics.close();
        broker.close();
    }
}
