package assay.log;

import assay.events.RunId;
import assay.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three topics of one Kafka: made where missing, checked where they exist. Thread-safe; holds a connection until closed. */
public final class Topics implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Topics.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaSettings settings;
    private final Admin admin;
    private final TopicFacts facts;

    private Topics(KafkaSettings settings, Admin admin, TopicFacts facts) {
        this.settings = settings;
        this.admin = admin;
        this.facts = facts;
    }

    /**
     * Connects, makes what is missing and checks the rest.
     *
     * @throws LogUnavailableException when Kafka cannot be reached, refuses, or has a topic that would lose what stands in it
     */
    public static Topics open(KafkaSettings settings, TopicLayout layout) {
        return open(settings, layout, PATIENCE);
    }

    static Topics open(KafkaSettings settings, TopicLayout layout, Duration patience) {
        return connect(settings, patience, admin -> {
            TopicSetup setup = new TopicSetup(admin, settings, layout);
            List<TopicFinding> findings = setup.make();
            accept(settings, findings.isEmpty() ? setup.judge(List.of(Topic.values())) : findings);
            return new Topics(settings, admin, TopicFacts.of(admin));
        });
    }

    private static void accept(KafkaSettings settings, List<TopicFinding> findings) {
        String refusal = TopicSetup.refusal(settings, findings);
        if (!refusal.isEmpty()) {
            throw new LogUnavailableException(refusal);
        }
        findings.forEach(finding -> LOGGER.atWarn().addKeyValue("topic", finding.topic().topicName()).addKeyValue("setting", finding.setting())
                .addKeyValue("found", finding.found()).addKeyValue("better", finding.needed()).addKeyValue("why", finding.why())
                .addKeyValue("command", finding.command()).log("A topic is worse than it need be"));
    }

    /**
     * Connects to the topics of a server, which makes and checks them itself: one question, and some patience when it starts just now.
     *
     * @throws LogUnavailableException when Kafka cannot be reached, refuses, or has no such topics
     */
    public static Topics of(KafkaSettings settings) {
        return connect(settings, PATIENCE, admin -> new Topics(settings, admin, TopicFacts.of(admin)));
    }

    /**
     * Looks what is wrong with the topics of a Kafka, and makes and changes none.
     *
     * @param layout how missing ones would be made
     * @throws LogUnavailableException when Kafka cannot be reached or refuses
     */
    public static List<TopicFinding> look(KafkaSettings settings, TopicLayout layout) {
        return connect(settings, PATIENCE, admin -> {
            List<TopicFinding> findings = new TopicSetup(admin, settings, layout).look();
            close(admin);
            return findings;
        });
    }

    private static <T> T connect(KafkaSettings settings, Duration patience, Question<T> question) {
        Admin admin = null;
        try {
            admin = Admin.create(settings.with(Map.of("client.id", "assay-topics", "default.api.timeout.ms",
                    Math.toIntExact(patience.toMillis()), "request.timeout.ms", Math.toIntExact(patience.toMillis() / 2))));
            return question.ask(admin);
        } catch (ExecutionException | KafkaException | LogUnavailableException e) {
            close(admin);
            throw e instanceof LogUnavailableException known ? known : new LogUnavailableException(Reasons.of(settings, e), Reasons.cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(admin);
            throw new LogUnavailableException("Interrupted while connecting to Kafka at " + settings.bootstrapServers(), e);
        }
    }

    /** Identifies this log of record: 8 characters {@code [a-z0-9]} that change when the topic is made anew. */
    public String logId() {
        return facts.logId();
    }

    /** Tells these topics from any others, also from themselves with another number of partitions. */
    public String identity() {
        return facts.identity();
    }

    /** Ends what Kafka forgot of a writer's transactions, once the writer is fenced. */
    void endForgotten(String writer, TopicPartition partition) {
        ForgottenTransactions.end(admin, writer, partition);
    }

    /** How to reach this Kafka. */
    public KafkaSettings settings() {
        return settings;
    }

    /** How many partitions a topic has. */
    public int partitions(Topic topic) {
        return facts.partitions().get(topic);
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

    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }
}
