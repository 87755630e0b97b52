package assay.log;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.MetricEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to {@code assay.metrics} on the Vert.x Kafka client, at least once. No promise depends on metrics, so a slow Kafka costs the oldest
 * of them and never memory. Sends by the futures of send, not by the write queue, whose accounting leaks on failures. Runs on the Vert.x
 * context that made it; publishing is for any thread.
 */
public final class MetricPublisher {
    /** The type of the records that prove a topic partition good before anything is pipelined to it (KAFKA-15591); readers skip it. */
    static final String PROBE = "assay.metrics.probe.v1";
    private static final Logger LOGGER = LoggerFactory.getLogger(MetricPublisher.class);
    private static final String SOURCE = "/assay/" + Writer.MONITOR.lowerCase();
    private static final int MOST_IN_FLIGHT = 100;

    private final Context context;
    private final Topics topics;
    private final int mostWaiting;
    private final KafkaWriteStream<byte[], byte[]> stream;
    private final JsonCodec codec = new JsonCodec();
    private final Deque<ProducerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private int inFlight;
    private boolean open;

    private MetricPublisher(Vertx vertx, Topics topics, int mostWaiting) {
        this.context = vertx.getOrCreateContext();
        this.topics = topics;
        this.mostWaiting = mostWaiting;
        this.stream = KafkaWriteStream.create(vertx, topics.settings().with(Map.of("client.id", "assay-metrics", "acks", "all", "linger.ms", "5",
                "compression.type", "lz4", "max.block.ms", "5000", "request.timeout.ms", "5000", "delivery.timeout.ms", "20000",
                "key.serializer", ByteArraySerializer.class.getName(), "value.serializer", ByteArraySerializer.class.getName())));
    }

    /**
     * A publisher that sends once every topic partition acknowledged a probe; until then events wait.
     *
     * @param mostWaiting how many events may wait to be sent; beyond it the oldest are dropped and counted
     */
    public static Future<MetricPublisher> open(Vertx vertx, Topics topics, int mostWaiting) {
        MetricPublisher publisher = new MetricPublisher(vertx, topics, mostWaiting);
        Promise<MetricPublisher> opened = Promise.promise();
        publisher.context.runOnContext(ignored -> publisher.probe().onSuccess(proven -> {
            publisher.open = true;
            opened.complete(publisher);
        }).onFailure(failure -> {
            publisher.stream.close();
            opened.fail(new LogUnavailableException(Reasons.of(topics.settings(), failure), failure));
        }));
        return opened.future();
    }

    private Future<Void> probe() {
        return Future.all(topics.all(Topic.METRICS).stream().map(partition -> stream.send(probe(partition))).toList()).mapEmpty();
    }

    private static ProducerRecord<byte[], byte[]> probe(TopicPartition partition) {
        ProducerRecord<byte[], byte[]> probe = new ProducerRecord<>(partition.topic(), partition.partition(),
                "probe".getBytes(StandardCharsets.UTF_8), "{}".getBytes(StandardCharsets.UTF_8));
        Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_source", SOURCE, "ce_type", PROBE, "content-type", "application/json")
                .forEach((name, value) -> JsonCodec.add(probe.headers(), name, value));
        return probe;
    }

    /** Publishes an event soon; never blocks and never fails. */
    public void publish(RunId run, MetricEvent event, Instant time) {
        EventId id = new EventId(UUID.randomUUID().toString());
        Envelope envelope = new Envelope(id, run, SOURCE, time, "", event);
        ProducerRecord<byte[], byte[]> record = codec.encode(envelope, topics.partitionOf(Topic.METRICS, run));
        context.runOnContext(ignored -> offer(record));
    }

    private void offer(ProducerRecord<byte[], byte[]> record) {
        waiting.addLast(record);
        send();
        while (waiting.size() > mostWaiting) {
            waiting.removeFirst();
            dropped.incrementAndGet();
        }
    }

    private void send() {
        while (open && inFlight < MOST_IN_FLIGHT && !waiting.isEmpty()) {
            inFlight++;
            stream.send(waiting.removeFirst()).onComplete(sent -> {
                inFlight--;
                (sent.succeeded() ? published : dropped).incrementAndGet();
                if (sent.failed()) {
                    LOGGER.atDebug().addKeyValue("reason", Reasons.line(sent.cause())).log("A metric event was not published");
                }
                send();
            });
        }
    }

    /** How many events were acknowledged; for any thread. */
    public long published() {
        return published.get();
    }

    /** How many events were given up; for any thread. */
    public long dropped() {
        return dropped.get();
    }

    /** Sends nothing more and gives the connection back. */
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(ignored -> {
            open = false;
            dropped.addAndGet(waiting.size());
            waiting.clear();
            stream.close().onComplete(done);
        });
        return done.future();
    }
}
