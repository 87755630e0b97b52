package assay.log;

import assay.events.Topic;
import assay.events.Writer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance's place among those of its service: by a consumer group it is told which partitions of the log of record are its own. It reads
 * nothing through that group and keeps no position there; whoever works on a partition is fenced by its transactional id, not by the group.
 * The group is on a platform thread of its own, which does nothing that takes long.
 */
final class Membership implements AutoCloseable {
    /** An instance that was not heard of for so long is dead to the others. */
    static final Duration SESSION = Duration.ofSeconds(10);
    private static final Logger LOGGER = LoggerFactory.getLogger(Membership.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWERING = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final Topics topics;
    private final String group;
    private final String instance;
    private final Holder holder;
    private final Consumer<LoopFailure> failed;
    private final Patience patience;
    private final Thread thread;
    private final Queue<Question> questions = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Works on partitions while they are this instance's; called on the membership's thread. */
    interface Holder {
        /** Begins to work on them; the future completes when the log was read to its end. */
        CompletableFuture<Void> take(Collection<Integer> partitions);

        /** Works on them no more when it returns, within a second. */
        void give(Collection<Integer> partitions);
    }

    /** Whose a partition is; asked because of a fence, it is wrong that it is this instance's. */
    private record Question(int partition, boolean fenced, CompletableFuture<Boolean> answer) {
    }

    /**
     * Not in the group yet.
     *
     * @param failed told once when the membership ends although nobody closed it
     */
    Membership(Topics topics, Writer writer, Sharing.Group sharing, Duration limit, Holder holder, Consumer<LoopFailure> failed) {
        this.topics = topics;
        this.group = "assay-" + writer.lowerCase();
        this.instance = sharing.instance();
        this.holder = holder;
        this.failed = failed;
        this.patience = new Patience(limit);
        this.thread = Thread.ofPlatform().name(group + "-group").unstarted(this::run);
    }

    /** Joins the group; completes when it is known which partitions are this instance's, and their logs were read to the end. */
    CompletableFuture<Void> start() {
        thread.start();
        return joined;
    }

    /** Whether the group's coordinator says that a partition is this instance's; for any thread but the membership's own. */
    boolean holds(int partition) {
        Question question = new Question(partition, false, new CompletableFuture<>());
        questions.add(question);
        try {
            return question.answer().get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailableException("Kafka at " + topics.settings().bootstrapServers() + " does not say whose partition " + partition + " is", e);
        }
    }

    /** Told that somebody fenced a loop off. When it was not who has the partition now, this instance leaves and joins anew. */
    void takenOver(int partition) {
        questions.add(new Question(partition, true, new CompletableFuture<>()));
    }

    private void run() {
        boolean again = true;
        while (again && !closed()) {
            again = life();
        }
    }

    /** From joining to leaving; false when there must be no further one. */
    private boolean life() {
        try (Place place = new Place()) {
            place.keep();
            return true;
        } catch (FencedInstanceIdException e) {
            return end(new LoopFailure(group, true, "Another instance took the name '" + instance + "' in the group " + group + ": it works on, this one has stopped"), e);
        } catch (InterruptException e) {
            return false;
        } catch (KafkaException | LogUnavailableException e) {
            return closed() || comeBack(e);
        }
    }

    private boolean comeBack(RuntimeException failure) {
        String reason = Reasons.of(topics.settings(), failure);
        if (Reasons.refused(failure) || patience.exhausted()) {
            return end(new LoopFailure(group, false, reason), failure);
        }
        LOGGER.atWarn().addKeyValue("group", group).addKeyValue("reason", reason).log("The group is joined anew");
        try {
            return !closing.await(patience.pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean end(LoopFailure failure, Throwable cause) {
        joined.completeExceptionally(new LogUnavailableException(failure.reason(), cause));
        failed.accept(failure);
        return false;
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /** Leaves the group: others take over at once. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSING.multipliedBy(2))) {
                thread.interrupt();
                thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One stay in the group. Confined to the membership's thread. */
    private final class Place implements ConsumerRebalanceListener, AutoCloseable {
        private final Set<Integer> mine = new TreeSet<>();
        private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());

        private Map<String, Object> properties() {
            Map<String, Object> own = new HashMap<>(Map.of("client.id", group + "-group", "group.id", group, "group.protocol", "classic", "session.timeout.ms",
                    Math.toIntExact(SESSION.toMillis()), "heartbeat.interval.ms", Math.toIntExact(SESSION.toMillis() / 5), "max.poll.interval.ms", 30_000,
                    "partition.assignment.strategy", CooperativeStickyAssignor.class.getName(), "enable.auto.commit", false, "auto.offset.reset", "latest",
                    "default.api.timeout.ms", Math.toIntExact(ANSWERING.toMillis())));
            own.put("reconnect.backoff.max.ms", 500);
            if (!instance.isEmpty()) {
                own.put("group.instance.id", instance);
            }
            return topics.settings().with(own);
        }

        void keep() {
            consumer.subscribe(List.of(Topic.JOBS.topicName()), this);
            while (!closed()) {
                consumer.poll(POLL);
                for (Question question = questions.poll(); question != null && !closed(); question = questions.poll()) {
                    answer(question);
                }
            }
        }

        private void answer(Question question) {
            try {
                boolean held = mine.contains(question.partition()) && confirmed(question.partition());
                question.answer().complete(held);
                if (held && question.fenced()) {
                    throw new LogUnavailableException("Somebody outside of the group " + group + " worked on partition " + question.partition());
                }
            } catch (RebalanceInProgressException e) {
                questions.add(question);
                consumer.poll(POLL);
            }
        }

        /** Only the coordinator knows; a commit asks it, and of what is committed nobody makes any use. */
        private boolean confirmed(int partition) {
            try {
                consumer.commitSync(Map.of(new TopicPartition(Topic.JOBS.topicName(), partition), new OffsetAndMetadata(0)));
                return true;
            } catch (CommitFailedException e) {
                return false;
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            consumer.pause(consumer.assignment());
            patience.live();
            mine.addAll(numbers(assigned));
            LOGGER.atInfo().addKeyValue("group", group).addKeyValue("partitions", mine)
                    .log(mine.isEmpty() ? "Stands by: other instances work on all partitions" : "Works on these partitions");
            holder.take(numbers(assigned)).whenComplete((read, failure) -> joined.complete(null));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            give(numbers(revoked));
        }

        private void give(Collection<Integer> partitions) {
            holder.give(partitions);
            mine.removeAll(partitions);
        }

        private static Collection<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).sorted().toList();
        }

        @Override
        public void close() {
            give(List.copyOf(mine));
            try {
                consumer.close(CloseOptions.timeout(CLOSING).withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
            } catch (KafkaException e) {
                // It is missed sooner or later; the fences do not depend on it.
            }
        }
    }
}
