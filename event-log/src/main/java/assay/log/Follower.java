package assay.log;

import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic for whoever wants to watch, on the Vert.x Kafka client: committed records only, static assignment, no group, no commits. It
 * polls itself, one poll after the other, so a slow consumer holds the reading back and nothing is read ahead of a seek. Runs on the Vert.x
 * context that made it.
 */
public final class Follower {
    private static final Logger LOGGER = LoggerFactory.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Context context;
    private final Topics topics;
    private final Optional<byte[]> key;
    private final Consumer<Entry> consumer;
    private final JsonCodec codec = new JsonCodec();
    private final Set<TopicPartition> partitions;
    private final KafkaReadStream<byte[], byte[]> stream;
    private final Promise<Void> caughtUp = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private boolean closed;

    private Follower(Vertx vertx, Topics topics, Topic topic, Optional<RunId> run, Consumer<Entry> consumer) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.topics = topics;
        this.key = run.map(id -> id.value().getBytes(StandardCharsets.UTF_8));
        this.consumer = consumer;
        this.partitions = new LinkedHashSet<>(followed(topics, topic, run));
        this.stream = KafkaReadStream.create(vertx, topics.settings().with(Map.of("client.id", "assay-follower", "isolation.level", "read_committed",
                "enable.auto.commit", "false", "auto.offset.reset", "earliest", "max.poll.records", "500", "reconnect.backoff.max.ms", "500",
                "key.deserializer", ByteArrayDeserializer.class.getName(), "value.deserializer", ByteArrayDeserializer.class.getName())));
    }

    private static List<TopicPartition> followed(Topics topics, Topic topic, Optional<RunId> run) {
        // Foreign producers may hash the inbox's keys differently; what Assay writes stands where it is expected.
        return run.isPresent() && topic != Topic.RECIPES
                ? List.of(new TopicPartition(topic.topicName(), topics.partitionOf(topic, run.get()))) : topics.all(topic);
    }

    /**
     * Starts to follow.
     *
     * @param run      only this run's records; empty: all
     * @param consumer called with each entry on the follower's context; what it throws is logged, and the next entry follows
     */
    public static Follower start(Vertx vertx, Topics topics, Topic topic, From from, Optional<RunId> run, Consumer<Entry> consumer) {
        Follower follower = new Follower(vertx, topics, topic, run, consumer);
        follower.context.runOnContext(ignored -> follower.open(from));
        return follower;
    }

    /** Completes when everything was handed over that could be read when the follower started. */
    public Future<Void> caughtUp() {
        return caughtUp.future();
    }

    /** Completes when the follower was closed, fails when Kafka refuses it for good. */
    public Future<Void> ended() {
        return ended.future();
    }

    private void open(From from) {
        stream.assign(partitions).compose(assigned -> seek(from)).compose(sought -> stream.endOffsets(partitions))
                .onSuccess(this::poll).onFailure(failure -> retry(failure, () -> open(from)));
    }

    private Future<Void> seek(From from) {
        return switch (from) {
            case From.Beginning() -> stream.seekToBeginning(partitions);
            case From.End() -> stream.seekToEnd(partitions);
            case From.Offset(var offset) -> Future.all(partitions.stream().map(partition -> stream.seek(partition, offset)).toList()).mapEmpty();
        };
    }

    private void poll(Map<TopicPartition, Long> ends) {
        if (!closed) {
            stream.poll(POLL).compose(records -> handOver(records, ends)).onSuccess(this::poll).onFailure(failure -> retry(failure, () -> poll(ends)));
        }
    }

    /** Hands the records over; gives the ends that are not reached yet. */
    private Future<Map<TopicPartition, Long>> handOver(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> ends) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!closed && key.map(wanted -> Arrays.equals(wanted, record.key())).orElse(true)) {
                handOver(record);
            }
        }
        if (caughtUp.future().isComplete()) {
            return Future.succeededFuture(ends);
        }
        // Positions, not the records' offsets: transaction markers stand behind the last record.
        List<Future<Boolean>> reached = ends.entrySet().stream()
                .map(end -> stream.position(end.getKey()).map(position -> position >= end.getValue())).toList();
        return Future.all(reached).onSuccess(all -> {
            if (all.<Boolean>list().stream().allMatch(Boolean::booleanValue)) {
                caughtUp.tryComplete();
            }
        }).map(ends);
    }

    private void handOver(ConsumerRecord<byte[], byte[]> record) {
        try {
            consumer.accept(codec.decode(record));
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).addKeyValue("topic", record.topic()).addKeyValue("offset", record.offset()).log("A follower failed on an entry");
        }
    }

    private void retry(Throwable failure, Runnable again) {
        if (closed) {
            return;
        }
        String reason = Reasons.of(topics.settings(), failure);
        if (Reasons.refused(failure)) {
            LogUnavailableException refused = new LogUnavailableException(reason, failure);
            caughtUp.tryFail(refused);
            ended.tryFail(refused);
            stream.close();
            return;
        }
        LOGGER.atWarn().addKeyValue("reason", reason).log("Following is interrupted and will be tried again");
        vertx.setTimer(RETRY_MILLIS, ignored -> again.run());
    }

    /** Stops; nothing is handed over once the future is complete. */
    public Future<Void> close() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(ignored -> {
            closed = true;
            stream.close().onComplete(result -> {
                ended.tryComplete();
                done.complete();
            });
        });
        return done.future();
    }
}
