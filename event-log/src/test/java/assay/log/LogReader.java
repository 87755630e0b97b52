package assay.log;

import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, committed records only, for tests to look at. */
final class LogReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final JsonCodec codec = new JsonCodec();
    private final List<Entry> read = new ArrayList<>();

    private LogReader(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static LogReader of(Topics topics, Topic topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(topics.settings().with(Map.of("isolation.level", "read_committed",
                "enable.auto.commit", false, "auto.offset.reset", "earliest")), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(topics.all(topic));
        consumer.seekToBeginning(topics.all(topic));
        return new LogReader(consumer);
    }

    /** Everything read up to the present end. */
    List<Entry> all() {
        consumer.endOffsets(consumer.assignment()).forEach((partition, end) -> {
            while (consumer.position(partition) < end) {
                poll();
            }
        });
        return read;
    }

    /** The run's records up to the present end. */
    List<Entry.Readable> ofRun(RunId run) {
        return all().stream().filter(Entry.Readable.class::isInstance).map(Entry.Readable.class::cast)
                .filter(entry -> entry.envelope().run().equals(run)).toList();
    }

    /** Waits until the run has so many records. */
    List<Entry.Readable> untilRun(RunId run, int records) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<Entry.Readable> found = ofRun(run);
        while (found.size() < records && System.nanoTime() < deadline) {
            poll();
            found = ofRun(run);
        }
        return found;
    }

    /** Reads on until something else is true. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            poll();
        }
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(codec.decode(record)));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
