package assay.log;

import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the inbox and the log of record on a thread of its own, from their beginning and then as they grow, for whoever keeps a view of all runs. It
 * appends nothing and fences nobody, so that any number of them may read one log. It begins with what the parser kept where that is beyond doubt; while
 * Kafka does not answer it says so, and tries again.
 */
public final class LogWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogWatch.class);
    private static final String NAME = "assay-view";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LOOKING = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final long RETRY_MILLIS = 500;

    private final Topics topics;
    private final Snapshots snapshots;
    private final Reader reader;
    private final Consumer<LoopFailure> failed;
    private final JsonCodec codec = new JsonCodec();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name(NAME).unstarted(this::run);
    private volatile Optional<String> obstacle = Optional.of("the log is still being read");
    private volatile Optional<KafkaConsumer<byte[], byte[]>> client = Optional.empty();

    /** Who is told, on the watch's thread. */
    public interface Reader {
        /** Runs that are over and will not be read again; at most once, before anything is read. */
        void restored(Collection<Stub> over);

        /** An entry; those of a topic partition come in order, and each once. */
        void read(Entry entry);
    }

    /**
     * One that is not started yet.
     *
     * @param failed told when Kafka refuses to be read
     */
    public LogWatch(Topics topics, Snapshots snapshots, Reader reader, Consumer<LoopFailure> failed) {
        this.topics = topics;
        this.snapshots = snapshots;
        this.reader = reader;
        this.failed = failed;
    }

    /** Starts it; completes when everything was read that stood in the topics at that time. */
    public CompletionStage<Void> start() {
        thread.start();
        return caughtUp;
    }

    /** Why what was read may be old: the end was not reached yet, or Kafka does not answer. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    private void run() {
        while (closed.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                client = Optional.of(consumer);
                watch(consumer);
            } catch (WakeupException e) {
                return; // closed
            } catch (KafkaException e) {
                if (!goesOn(e)) {
                    return;
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(topics.settings().with(Map.of("client.id", NAME, "isolation.level", "read_committed", "enable.auto.commit", false,
                "auto.offset.reset", "earliest", "max.poll.records", 500, "reconnect.backoff.max.ms", 500, "request.timeout.ms", 4_000,
                "default.api.timeout.ms", 5_000, "allow.auto.create.topics", false)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void watch(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>(topics.all(Topic.RECIPES));
        partitions.addAll(topics.all(Topic.JOBS));
        if (positions.isEmpty()) {
            consumer.beginningOffsets(partitions).forEach(positions::put);
            restore(consumer, partitions);
        }
        consumer.assign(partitions);
        positions.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long lastAnswer = System.nanoTime();
        while (closed.getCount() > 0) {
            boolean something = poll(consumer);
            if (!something && System.nanoTime() - lastAnswer > QUIET.toNanos()) {
                ends = consumer.endOffsets(partitions); // an empty poll may mean that nobody answers
                lastAnswer = System.nanoTime();
            }
            if (ends.entrySet().stream().allMatch(end -> positions.get(end.getKey()) >= end.getValue())) {
                obstacle = Optional.empty();
                caughtUp.complete(null);
            }
        }
    }

    private boolean poll(KafkaConsumer<byte[], byte[]> consumer) {
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
            positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            reader.read(codec.decode(record));
        }
        // Transaction markers stand behind the last record.
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return !records.isEmpty();
    }

    private void restore(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        boolean onePartition = partitions.stream().allMatch(partition -> partition.partition() == 0);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        snapshots.read(LoopSettings.of(Writer.PARSER, 0).name())
                .filter(kept -> onePartition && kept.log().equals(topics.identity()) && kept.doubt(ends, anchor -> holds(consumer, anchor)).isEmpty())
                .ifPresent(kept -> {
                    reader.restored(kept.over());
                    kept.places().forEach(place -> positions.put(place.topicPartition(), place.resume()));
                });
    }

    private boolean holds(KafkaConsumer<byte[], byte[]> consumer, Snapshot.Anchor anchor) {
        TopicPartition jobs = new TopicPartition(Topic.JOBS.topicName(), 0);
        consumer.assign(List.of(jobs));
        consumer.seek(jobs, anchor.offset());
        return anchor.standsFirst(consumer.poll(LOOKING), codec);
    }

    /** Waits a moment after a failure; false when there is no point in trying again. */
    private boolean goesOn(KafkaException failure) {
        String reason = Reasons.of(topics.settings(), failure);
        if (Reasons.refused(failure)) {
            caughtUp.completeExceptionally(new LogUnavailableException(reason, failure));
            failed.accept(new LoopFailure(NAME, false, reason));
            return false;
        }
        if (obstacle.isEmpty()) {
            LOGGER.atWarn().addKeyValue("reason", reason).log("Reading the log is interrupted and will be tried again");
        }
        obstacle = Optional.of(reason);
        try {
            return !closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Stops; nothing is handed over afterwards. */
    @Override
    public void close() {
        closed.countDown();
        client.ifPresent(KafkaConsumer::wakeup);
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
