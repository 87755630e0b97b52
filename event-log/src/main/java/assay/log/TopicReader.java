package assay.log;

import assay.events.Entry;
import assay.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what stands in a topic now, once and on the caller's thread; for commands that look and leave. */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(50);
    /** A poll ahead is under way at the end; nobody wants its answer. */
    private static final Duration CLOSING = Duration.ZERO;

    private TopicReader() {
    }

    /**
     * Hands over all committed entries of some topics from their beginning to their end as of now; none of a topic that is not made yet. Entries
     * of one topic partition come in order.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public static void read(KafkaSettings settings, List<Topic> topics, Consumer<Entry> consumer) {
        read(settings, client -> topics.stream().flatMap(topic -> client.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList(), consumer);
    }

    /** Hands over all committed entries of one topic partition in the same way. */
    static void read(KafkaSettings settings, Topic topic, int partition, Consumer<Entry> consumer) {
        read(settings, client -> List.of(new TopicPartition(topic.topicName(), partition)), consumer);
    }

    private static void read(KafkaSettings settings, Function<KafkaConsumer<byte[], byte[]>, List<TopicPartition>> of, Consumer<Entry> consumer) {
        KafkaConsumer<byte[], byte[]> client = new KafkaConsumer<>(settings.with(Map.of("client.id", "assay-reader", "isolation.level", "read_committed",
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "max.poll.records", 2_000, "default.api.timeout.ms", 15_000,
                "allow.auto.create.topics", false)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            read(client, of.apply(client), consumer);
        } catch (KafkaException e) {
            throw new LogUnavailableException(Reasons.of(settings, e), e);
        } finally {
            client.close(CloseOptions.timeout(CLOSING));
        }
    }

    private static void read(KafkaConsumer<byte[], byte[]> client, List<TopicPartition> partitions, Consumer<Entry> consumer) {
        client.assign(partitions);
        client.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = client.endOffsets(partitions);
        JsonCodec codec = new JsonCodec();
        // Positions, not the records' offsets: transaction markers stand behind the last record.
        while (!ends.entrySet().stream().allMatch(end -> client.position(end.getKey()) >= end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                consumer.accept(codec.decode(record));
            }
        }
    }
}
