package assay.log;

import assay.events.Entry.Position;
import assay.events.Envelope;
import assay.events.EventType;
import assay.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts requests into {@code assay.recipes}. Thread-safe. One request is under way at a time on each connection, because Kafka may lose or
 * reorder pipelined records of a topic that was just made (KAFKA-15591).
 */
public final class InboxPublisher implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final Topics topics;
    private final Duration limit;
    private final KafkaProducer<byte[], byte[]> producer;
    private final JsonCodec codec = new JsonCodec();

    /**
     * Connects lazily.
     *
     * @param limit how long a request may take to be acknowledged, at least a second
     */
    public InboxPublisher(Topics topics, Duration limit) {
        this.topics = topics;
        this.limit = limit;
        int millis = Math.toIntExact(limit.toMillis());
        this.producer = new KafkaProducer<>(topics.settings().with(Map.of("client.id", "assay-inbox", "acks", "all", "enable.idempotence", true,
                "max.in.flight.requests.per.connection", 1, "linger.ms", 0, "compression.type", "lz4", "max.block.ms", millis,
                "request.timeout.ms", Math.max(500, millis / 2), "delivery.timeout.ms", millis)), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Publishes a request and waits until Kafka keeps it. Publishing the same one again is harmless: the first with a run id wins.
     *
     * @return where it stands
     * @throws PublishException         when Kafka did not acknowledge it in time
     * @throws IllegalArgumentException when the event does not belong into the inbox
     */
    public Position publish(Envelope envelope) throws PublishException {
        if (EventType.of(envelope.event()).topic() != Topic.RECIPES) {
            throw new IllegalArgumentException("Expected a request for the inbox, but found " + EventType.of(envelope.event()).typeName());
        }
        try {
            int partition = topics.partitionOf(Topic.RECIPES, envelope.run());
            RecordMetadata kept = producer.send(codec.encode(envelope, partition)).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Position(Topic.RECIPES, kept.partition(), kept.offset());
        } catch (ExecutionException | KafkaException e) {
            throw failed(envelope, Reasons.of(topics.settings(), e), e);
        } catch (TimeoutException e) {
            throw failed(envelope, "Kafka at " + topics.settings().bootstrapServers() + " did not acknowledge it within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(envelope, "interrupted while waiting for the acknowledgement", e);
        }
    }

    private static PublishException failed(Envelope envelope, String reason, Exception cause) {
        return new PublishException("The request for run " + envelope.run() + " is not acknowledged: " + reason
                + ". It may be sent again with the same run id without starting the run twice.", cause);
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
