package assay.log;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Topic;
import assay.events.Writer;
import assay.log.Snapshot.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what stands in a topic now, once and on the caller's thread; for commands that look and leave. Confined to one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STANDSTILL = Duration.ofSeconds(10);
    private static final int MOST_LOOKED_AT = 20_000;
    private static final Duration LOOKING = Duration.ofSeconds(2);
    /** A poll ahead is under way at the end; nobody wants its answer. */
    private static final Duration CLOSING = Duration.ZERO;
    /** That poll ahead keeps the connection: the next question's would stand behind it. */
    private static final Duration WAITING_AHEAD = Duration.ofMillis(10);
    private final KafkaSettings settings;
    private final KafkaConsumer<byte[], byte[]> client;
    private final JsonCodec codec = new JsonCodec();

    private TopicReader(KafkaSettings settings) {
        this.settings = settings;
        this.client = new KafkaConsumer<>(settings.with(Map.of("client.id", "assay-reader", "isolation.level", "read_committed",
                "enable.auto.commit", false, "auto.offset.reset", "earliest", "max.poll.records", 2_000, "default.api.timeout.ms", 15_000,
                "fetch.max.wait.ms", (int) WAITING_AHEAD.toMillis(), "allow.auto.create.topics", false)), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A reader of this Kafka. */
    public static TopicReader of(KafkaSettings settings) {
        return new TopicReader(settings);
    }

    /**
     * Hands over all committed entries of some topics from their beginning to their end as of now; none of a topic that is not made yet. Entries
     * of one topic partition come in order.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public static void read(KafkaSettings settings, List<Topic> topics, Consumer<Entry> consumer) {
        try (TopicReader reader = of(settings)) {
            reader.read(topics, consumer);
        }
    }

    /**
     * The same through this reader.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public void read(List<Topic> topics, Consumer<Entry> consumer) {
        trying(() -> read(beginnings(topics), ends(topics), consumer));
    }

    /** Hands over all committed entries of one topic partition in the same way. */
    static void read(KafkaSettings settings, Topic topic, int partition, Consumer<Entry> consumer) {
        List<TopicPartition> one = List.of(new TopicPartition(topic.topicName(), partition));
        try (TopicReader reader = of(settings)) {
            reader.trying(() -> reader.read(reader.client.beginningOffsets(one), reader.client.endOffsets(one), consumer));
        }
    }

    /**
     * The same from an offset on, up to and with another one, in each partition of the topic.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public void read(Topic topic, long first, long last, Consumer<Entry> consumer) {
        trying(() -> {
            Map<TopicPartition, Long> from = new HashMap<>();
            Map<TopicPartition, Long> until = new HashMap<>(ends(List.of(topic)));
            until.keySet().forEach(partition -> from.put(partition, first));
            until.replaceAll((partition, end) -> Math.min(end, last + 1));
            read(from, until, consumer);
        });
    }

    /**
     * Reads a piece of one topic partition: from an offset on until enough was wanted or looked at, or the end as of now.
     *
     * @param wanted which entries are meant
     * @param most   so many of them at most
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public Piece piece(Topic topic, int partition, long first, Predicate<Entry> wanted, int most) {
        TopicPartition one = new TopicPartition(topic.topicName(), partition);
        List<Entry> entries = new ArrayList<>();
        AtomicLong next = new AtomicLong();
        AtomicLong end = new AtomicLong();
        trying(() -> {
            end.set(client.endOffsets(List.of(one)).get(one));
            next.set(Math.max(first, client.beginningOffsets(List.of(one)).get(one)));
            client.assign(List.of(one));
            client.seek(one, next.get());
            long progress = System.nanoTime();
            for (int looked = 0; looked < MOST_LOOKED_AT && entries.size() < most && next.get() < end.get();) {
                long before = next.get();
                looked += take(client.poll(POLL), end.get(), wanted, most, entries, next);
                // Transaction markers stand behind the last record.
                next.set(entries.size() < most ? Math.max(next.get(), client.position(one)) : next.get());
                progress = next.get() > before ? System.nanoTime() : progress;
                if (System.nanoTime() - progress > STANDSTILL.toNanos()) {
                    throw new LogUnavailableException("Kafka at " + settings.bootstrapServers() + " gives nothing of " + one);
                }
            }
        });
        return new Piece(entries, next.get(), next.get() >= end.get());
    }

    private int take(ConsumerRecords<byte[], byte[]> records, long end, Predicate<Entry> wanted, int most, List<Entry> entries, AtomicLong next) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (entries.size() == most || record.offset() >= end) {
                break;
            }
            next.set(record.offset() + 1);
            Entry entry = codec.decode(record);
            if (wanted.test(entry)) {
                entries.add(entry);
            }
        }
        return records.count();
    }

    /**
     * A piece of a topic partition.
     *
     * @param entries that were wanted
     * @param next    offset behind what was looked at
     * @param last    whether it reaches to the end as it was
     */
    public record Piece(List<Entry> entries, long next, boolean last) {
        public Piece {
            entries = List.copyOf(entries);
        }
    }

    /**
     * The offset of the next entry of each partition of a topic, as of now.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public Map<Integer, Long> next(Topic topic) {
        Map<Integer, Long> next = new HashMap<>();
        trying(() -> ends(List.of(topic)).forEach((partition, end) -> next.put(partition.partition(), end)));
        return next;
    }

    /**
     * The offset of the first entry of a topic partition that Kafka took at some time or later; the end when there is none.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public long first(Topic topic, int partition, Instant since) {
        TopicPartition one = new TopicPartition(topic.topicName(), partition);
        AtomicLong first = new AtomicLong();
        trying(() -> {
            OffsetAndTimestamp found = client.offsetsForTimes(Map.of(one, since.toEpochMilli())).get(one);
            first.set(found == null ? client.endOffsets(List.of(one)).get(one) : found.offset());
        });
        return first.get();
    }

    /**
     * Brings an empty fold to where the log of record and the inbox end now, beginning with what the parser kept where that is beyond doubt, and
     * hands over each entry that is read, when it was taken.
     *
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public void fold(Runs runs, Snapshots snapshots, Consumer<Entry> consumer) {
        trying(() -> {
            List<Topic> topics = List.of(Topic.RECIPES, Topic.JOBS);
            Map<TopicPartition, Long> from = new HashMap<>(beginnings(topics));
            Map<TopicPartition, Long> ends = ends(topics);
            boolean onePartition = ends.keySet().stream().allMatch(partition -> partition.partition() == 0);
            kept(snapshots).filter(kept -> onePartition && kept.doubt(ends, this::holds).isEmpty()).ifPresent(kept -> {
                runs.restore(kept.over());
                kept.places().forEach(place -> from.put(place.topicPartition(), place.resume()));
            });
            read(from, ends, entry -> {
                runs.take(entry);
                consumer.accept(entry);
            });
        });
    }

    private static Optional<Snapshot> kept(Snapshots snapshots) {
        return snapshots.read(LoopSettings.of(Writer.PARSER, 0).name());
    }

    private boolean holds(Anchor anchor) {
        TopicPartition jobs = new TopicPartition(Topic.JOBS.topicName(), 0);
        client.assign(List.of(jobs));
        client.seek(jobs, anchor.offset());
        return anchor.standsFirst(client.poll(LOOKING), codec);
    }

    private Map<TopicPartition, Long> beginnings(List<Topic> topics) {
        return client.beginningOffsets(partitions(topics));
    }

    private Map<TopicPartition, Long> ends(List<Topic> topics) {
        return client.endOffsets(partitions(topics));
    }

    private List<TopicPartition> partitions(List<Topic> topics) {
        return topics.stream().flatMap(topic -> client.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
    }

    private void read(Map<TopicPartition, Long> from, Map<TopicPartition, Long> until, Consumer<Entry> consumer) {
        client.assign(from.keySet());
        from.forEach(client::seek);
        // Positions, not the records' offsets: transaction markers stand behind the last record.
        while (!until.entrySet().stream().allMatch(end -> client.position(end.getKey()) >= end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : client.poll(POLL)) {
                if (record.offset() < until.get(new TopicPartition(record.topic(), record.partition()))) {
                    consumer.accept(codec.decode(record));
                }
            }
        }
    }

    private void trying(Runnable reading) {
        try {
            reading.run();
        } catch (KafkaException e) {
            throw new LogUnavailableException(Reasons.of(settings, e), e);
        }
    }

    @Override
    public void close() {
        client.close(CloseOptions.timeout(CLOSING));
    }
}
