package assay.log;

import assay.events.RunId;
import assay.events.Topic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three topics of one Kafka: made where missing, checked where they exist. Thread-safe; holds a connection until closed. */
public final class Topics implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Topics.class);
    private static final int LOG_ID_LENGTH = 8;
    private static final short MOST_REPLICAS = 3;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Duration METRICS_KEPT = Duration.ofDays(14);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String FOR_EVER = "-1";

    private final KafkaSettings settings;
    private final Admin admin;
    private final String logId;
    private final String identity;
    private final Map<Topic, Integer> partitions;

    private Topics(KafkaSettings settings, Admin admin, Map<Topic, TopicDescription> described) {
        this.settings = settings;
        this.admin = admin;
        this.logId = logId(described.get(Topic.JOBS).topicId().toString());
        this.identity = Stream.of(Topic.RECIPES, Topic.JOBS).map(described::get).map(topic -> topic.topicId() + "/" + topic.partitions().size()).collect(Collectors.joining(" "));
        this.partitions = described.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().partitions().size()));
    }

    /**
     * Connects, makes what is missing and checks the rest.
     *
     * @throws LogUnavailableException when Kafka cannot be reached, refuses, or has a topic that would lose what stands in it
     */
    public static Topics open(KafkaSettings settings, TopicLayout layout) {
        return open(settings, layout, PATIENCE);
    }

    /**
     * Connects to the topics of a server, which makes and checks them itself: one question, and some patience when it starts just now.
     *
     * @throws LogUnavailableException when Kafka cannot be reached, refuses, or has no such topics
     */
    public static Topics of(KafkaSettings settings) {
        return open(settings, PATIENCE, admin -> {
        });
    }

    static Topics open(KafkaSettings settings, TopicLayout layout, Duration patience) {
        return open(settings, patience, admin -> {
            create(admin, layout);
            check(admin, settings);
        });
    }

    private static Topics open(KafkaSettings settings, Duration patience, Preparation preparation) {
        Admin admin = null;
        try {
            admin = Admin.create(settings.with(Map.of("client.id", "assay-topics", "default.api.timeout.ms",
                    Math.toIntExact(patience.toMillis()), "request.timeout.ms", Math.toIntExact(patience.toMillis() / 2))));
            preparation.with(admin);
            return new Topics(settings, admin, describe(admin));
        } catch (ExecutionException | KafkaException | LogUnavailableException e) {
            close(admin);
            throw e instanceof LogUnavailableException known ? known : new LogUnavailableException(Reasons.of(settings, e), Reasons.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(admin);
            throw new LogUnavailableException("Interrupted while connecting to Kafka at " + settings.bootstrapServers(), e);
        }
    }

    private static void create(Admin admin, TopicLayout layout) throws ExecutionException, InterruptedException {
        Collection<String> existing = admin.listTopics().names().get();
        List<Topic> missing = Arrays.stream(Topic.values()).filter(topic -> !existing.contains(topic.topicName())).toList();
        if (missing.isEmpty()) {
            return;
        }
        short replicas = (short) Math.min(MOST_REPLICAS, admin.describeCluster().nodes().get().size());
        List<NewTopic> wanted = missing.stream()
                .map(topic -> new NewTopic(topic.topicName(), layout.partitions(), replicas).configs(config(topic, layout, replicas))).toList();
        for (KafkaFuture<Void> made : admin.createTopics(wanted).values().values()) {
            try {
                made.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static Map<String, String> config(Topic topic, TopicLayout layout, short replicas) {
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        config.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(topic == Topic.JOBS ? 4 * MEBIBYTE : MEBIBYTE));
        config.put(TopicConfig.RETENTION_MS_CONFIG, topic == Topic.METRICS ? String.valueOf(METRICS_KEPT.toMillis()) : FOR_EVER);
        config.put(TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
        if (replicas > 1) {
            config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(replicas - 1));
        }
        if (layout.flushEachWrite() && topic != Topic.METRICS) {
            config.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return config;
    }

    private static void check(Admin admin, KafkaSettings settings) throws ExecutionException, InterruptedException {
        for (Topic topic : List.of(Topic.JOBS, Topic.RECIPES)) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
            Config config = patiently(() -> admin.describeConfigs(List.of(resource)).values().get(resource).get());
            if (config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw new LogUnavailableException("Topic " + topic.topicName() + " of Kafka at " + settings.bootstrapServers()
                        + " is compacted, which destroys the history that runs are replayed from. Set its cleanup.policy to delete, or use another Kafka.");
            }
            if (!FOR_EVER.equals(config.get(TopicConfig.RETENTION_MS_CONFIG).value())) {
                LOGGER.atWarn().addKeyValue("topic", topic.topicName()).addKeyValue("retention.ms", config.get(TopicConfig.RETENTION_MS_CONFIG).value())
                        .log("The topic forgets old events: runs older than its retention cannot be replayed");
            }
        }
    }

    private static Map<Topic, TopicDescription> describe(Admin admin) throws ExecutionException, InterruptedException {
        Map<String, Topic> names = Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::topicName, Function.identity()));
        return patiently(() -> admin.describeTopics(names.keySet()).allTopicNames().get()).entrySet().stream()
                .collect(Collectors.toMap(entry -> names.get(entry.getKey()), Map.Entry::getValue));
    }

    /** A topic made a moment ago may be unknown to the broker that is asked. */
    private static <T> T patiently(Question<T> question) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.ask();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static String logId(String topicId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(topicId.getBytes(StandardCharsets.UTF_8));
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < LOG_ID_LENGTH; i++) {
                id.append(Character.forDigit(Byte.toUnsignedInt(hash[i]) % Character.MAX_RADIX, Character.MAX_RADIX));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Identifies this log of record: 8 characters {@code [a-z0-9]} that change when the topic is made anew. */
    public String logId() {
        return logId;
    }

    /** Tells these topics from any others, also from themselves with another number of partitions. */
    public String identity() {
        return identity;
    }

    /**
     * Ends what is open of a writer's transactions in a partition, once the writer is fenced. Fencing ends the transaction that the coordinator knows;
     * behind a kill of the broker there may be one that it does not, and that would hold up every reader for ever.
     */
    void endForgotten(String writer, TopicPartition partition) {
        try {
            long producer = admin.describeTransactions(List.of(writer)).description(writer).get().producerId();
            for (ProducerState state : admin.describeProducers(List.of(partition)).all().get().get(partition).activeProducers()) {
                if (state.producerId() == producer && state.currentTransactionStartOffset().isPresent()) {
                    admin.abortTransaction(new AbortTransactionSpec(partition, producer, (short) state.producerEpoch(), state.coordinatorEpoch().orElse(0))).all().get();
                    LOGGER.atWarn().addKeyValue("writer", writer).addKeyValue("offset", state.currentTransactionStartOffset().getAsLong())
                            .log("A transaction that the broker had forgotten when it was killed is ended");
                }
            }
        } catch (ExecutionException e) {
            LOGGER.atWarn().addKeyValue("writer", writer).addKeyValue("reason", Reasons.line(Reasons.cause(e)))
                    .log("Whether Kafka forgot an open transaction of this writer is not known; if readers stand still, let this user describe and write transactions");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How to reach this Kafka. */
    public KafkaSettings settings() {
        return settings;
    }

    /** How many partitions a topic has. */
    public int partitions(Topic topic) {
        return partitions.get(topic);
    }

    /** The partition of {@code assay.jobs} and {@code assay.metrics} where a run's events stand; as Kafka's own clients hash keys. */
    public int partitionOf(Topic topic, RunId run) {
        return partitionOf(topic, run.value().getBytes(StandardCharsets.UTF_8));
    }

    int partitionOf(Topic topic, byte[] key) {
        return BuiltInPartitioner.partitionForKey(key, partitions(topic));
    }

    List<TopicPartition> all(Topic topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions(topic); partition++) {
            all.add(new TopicPartition(topic.topicName(), partition));
        }
        return all;
    }

    /** Where the partitions end now, behind what still stands in an open transaction. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> of) {
        try {
            return admin.listOffsets(of.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()))).all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException e) {
            throw new LogUnavailableException(Reasons.of(settings, e), Reasons.cause(e));
        } catch (TimeoutException e) {
            throw new LogUnavailableException("Kafka at " + settings.bootstrapServers() + " did not say within " + PATIENCE.toSeconds() + " s where the log ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("Interrupted while asking for the end of the log", e);
        }
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        close(admin);
    }

    private static void close(Admin admin) {
        if (admin != null) {
            admin.close(Duration.ofMillis(500));
        }
    }

    private interface Preparation {
        void with(Admin admin) throws ExecutionException, InterruptedException;
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }
}
