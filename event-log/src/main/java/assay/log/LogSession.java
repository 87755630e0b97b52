package assay.log;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventType;
import assay.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a loop's clients, from its fence to its first failure. Confined to the loop's thread but for {@link #wakeup}.
 *
 * <p>Opening fences the older instance first; only then is it looked where the log ends, so nothing of the older one can follow.
 */
final class LogSession implements AutoCloseable {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofMillis(200);
    private static final Duration LOOKING = Duration.ofSeconds(2);
    /** A little less than the topic takes. */
    private static final int MOST_BYTES = 4 * 1024 * 1024 - 16 * 1024;
    private static final Logger LOGGER = LoggerFactory.getLogger(LogSession.class);
    private static final byte[] NO_KEY = new byte[0];

    private final Topics topics;
    private final LoopSettings loop;
    private final JsonCodec codec = new JsonCodec();
    private final Map<TopicPartition, Long> positions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * Makes the clients and fences the older instance.
     *
     * @param positions how far each topic partition was read before; kept up to date
     */
    LogSession(Topics topics, LoopSettings loop, Map<TopicPartition, Long> positions) {
        this.topics = topics;
        this.loop = loop;
        this.positions = positions;
        this.consumer = new KafkaConsumer<>(consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(producerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerProperties() {
        return topics.settings().with(Map.ofEntries(Map.entry("client.id", loop.name()), Map.entry("transactional.id", loop.name()),
                Map.entry("transaction.timeout.ms", Math.toIntExact(TRANSACTION_TIMEOUT.toMillis())), Map.entry("linger.ms", 0), Map.entry("acks", "all"),
                Map.entry("compression.type", "lz4"), Map.entry("max.request.size", 5 * 1024 * 1024), Map.entry("retry.backoff.ms", 5),
                Map.entry("retry.backoff.max.ms", 500), Map.entry("reconnect.backoff.max.ms", 500), Map.entry("request.timeout.ms", 4_000),
                Map.entry("delivery.timeout.ms", 5_000), Map.entry("max.block.ms", 10_000)));
    }

    private Map<String, Object> consumerProperties() {
        return topics.settings().with(Map.of("client.id", loop.name(), "isolation.level", "read_committed", "enable.auto.commit", false,
                "auto.offset.reset", "earliest", "max.poll.records", 500, "reconnect.backoff.max.ms", 500, "request.timeout.ms", 4_000,
                "default.api.timeout.ms", 10_000));
    }

    /** Fences the older instance and notes where the log ends behind that fence. */
    void fence() {
        producer.initTransactions();
        topics.endForgotten(loop.name(), ofJobs());
        ends = topics.ends(partitions());
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>(List.of(ofJobs()));
        if (loop.readsInbox()) {
            partitions.addAll(topics.all(Topic.RECIPES));
        }
        return partitions;
    }

    private TopicPartition ofJobs() {
        return new TopicPartition(Topic.JOBS.topicName(), loop.partition());
    }

    /** Where the log ended behind the fence. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** True when this event stands at this place of the log of record. */
    boolean holds(Snapshot.Anchor anchor) {
        consumer.assign(List.of(ofJobs()));
        consumer.seek(ofJobs(), anchor.offset());
        return anchor.standsFirst(consumer.poll(LOOKING), codec);
    }

    /** Begins to read, where it was read to before. */
    void begin() {
        consumer.assign(partitions());
        partitions().forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition, 0L)));
    }

    /** True when everything was read that stood in the log when the fence was built. */
    boolean atEnd() {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** What was read next; empty when there is nothing new within the time or somebody woke the loop. */
    List<Entry> poll(Duration atMost) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(atMost)) {
                if (mine(record)) {
                    entries.add(codec.decode(record));
                }
            }
            consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        } catch (WakeupException e) {
            // An answer came in, or the loop is being closed; poll throws this before it takes any record.
        }
        return entries;
    }

    private boolean mine(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topic.JOBS.topicName())
                || topics.partitionOf(Topic.JOBS, record.key() == null ? NO_KEY : record.key()) == loop.partition();
    }

    /** Ends a poll under way, or the next one; for any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Appends in one transaction; nothing else is done inside it. What Kafka would never take is left out: its run waits, the others go on. */
    Appended append(List<Envelope> appends) {
        List<ProducerRecord<byte[], byte[]>> records = appends.stream().flatMap(envelope -> encoded(envelope).stream()).toList();
        long begin = System.nanoTime();
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.commitTransaction();
            return new Appended.Committed();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            // The coordinator also fences a transaction that it timed out, which is nobody's take-over.
            boolean timedOut = System.nanoTime() - begin >= TRANSACTION_TIMEOUT.toNanos();
            return timedOut ? new Appended.Unknown("the transaction timed out") : new Appended.TakenOver();
        } catch (TimeoutException | InterruptException e) {
            return new Appended.Unknown(Reasons.line(e));
        } catch (KafkaException e) {
            return abort(e);
        }
    }

    private Optional<ProducerRecord<byte[], byte[]>> encoded(Envelope envelope) {
        try {
            ProducerRecord<byte[], byte[]> record = codec.encode(envelope, loop.partition());
            if (record.value().length <= MOST_BYTES) {
                return Optional.of(record);
            }
            unwritable(envelope, "it has " + record.value().length + " bytes, and " + MOST_BYTES + " are the most");
        } catch (RuntimeException bug) {
            unwritable(envelope, Reasons.line(bug));
        }
        return Optional.empty();
    }

    private void unwritable(Envelope envelope, String reason) {
        LOGGER.atError().addKeyValue("run", envelope.run()).addKeyValue("type", EventType.of(envelope.event()).typeName()).addKeyValue("reason", reason)
                .log("A bug of Assay's, please report it: an event cannot be written, and its run waits for it");
    }

    private Appended abort(KafkaException why) {
        String reason = Reasons.line(why.getCause() == null ? why : why.getCause());
        try {
            producer.abortTransaction();
            return new Appended.Aborted(reason);
        } catch (ProducerFencedException e) {
            return new Appended.TakenOver();
        } catch (KafkaException e) {
            return new Appended.Unknown(reason);
        }
    }

    /** Gives the clients back within a moment, whatever state they are in. */
    @Override
    public void close() {
        try {
            producer.close(CLOSING);
        } catch (KafkaException e) {
            // Its connections are gone either way; the next fence aborts what it left open.
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSING));
        } catch (KafkaException e) {
            // As above; a reader leaves nothing behind.
        }
    }
}
