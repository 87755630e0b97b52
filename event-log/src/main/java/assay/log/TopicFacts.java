package assay.log;

import assay.events.Topic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What tells one Kafka's topics from another's.
 *
 * @param logId      8 characters {@code [a-z0-9]} that change when the log of record is made anew
 * @param identity   tells inbox and log of record from any others, also from themselves with another number of partitions
 * @param partitions how many each has
 */
record TopicFacts(String logId, String identity, Map<Topic, Integer> partitions) {
    private static final int LOG_ID_LENGTH = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    TopicFacts {
        partitions = Map.copyOf(partitions);
    }

    static TopicFacts of(Admin admin) throws ExecutionException, InterruptedException {
        Map<Topic, TopicDescription> described = describe(admin, List.of(Topic.values()));
        String identity = Stream.of(Topic.RECIPES, Topic.JOBS).map(described::get).map(topic -> topic.topicId() + "/" + topic.partitions().size()).collect(Collectors.joining(" "));
        return new TopicFacts(logId(described.get(Topic.JOBS).topicId().toString()), identity,
                described.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().partitions().size())));
    }

    /** A topic made a moment ago may be unknown to the broker that is asked. */
    static Map<Topic, TopicDescription> describe(Admin admin, List<Topic> topics) throws ExecutionException, InterruptedException {
        Map<String, Topic> names = topics.stream().collect(Collectors.toMap(Topic::topicName, Function.identity()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return admin.describeTopics(names.keySet()).allTopicNames().get().entrySet().stream()
                        .collect(Collectors.toMap(entry -> names.get(entry.getKey()), Map.Entry::getValue));
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

    /** What a topic is for, for people. */
    static String purpose(Topic topic) {
        return switch (topic) {
            case RECIPES -> "what is asked for";
            case JOBS -> "the log of record";
            case METRICS -> "samples and progress";
        };
    }
}
