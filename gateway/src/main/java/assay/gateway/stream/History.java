package assay.gateway.stream;

import assay.events.Entry;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.TopicReader;
import assay.log.TopicReader.Piece;
import assay.log.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads what already stands in a topic, piece by piece: between two pieces no thread and no connection waits for whoever they are for. A few readers serve
 * all, each used by one worker at a time.
 */
final class History {
    private static final int READERS = 4;
    private static final int PIECE = 200;
    /** Between the clock of whoever asked and that of Kafka. */
    private static final Duration SKEW = Duration.ofMinutes(1);
    private final Topics topics;
    private final WorkerExecutor workers;
    private final Deque<TopicReader> idle = new ConcurrentLinkedDeque<>();

    History(Vertx vertx, Topics topics) {
        this.topics = topics;
        this.workers = vertx.createSharedWorkerExecutor("assay-history", READERS);
    }

    /** Some entries from an offset on, of one run or of all. */
    Future<Piece> piece(Topic topic, int partition, long from, Optional<RunId> run) {
        Predicate<Entry> wanted = entry -> entry instanceof Entry.Readable(var position, var envelope) && run.map(envelope.run()::equals).orElse(true);
        return reading(reader -> reader.piece(topic, partition, from, wanted, PIECE));
    }

    /** The offset of the next entry of each partition. */
    Future<Map<Integer, Long>> next(Topic topic) {
        return reading(reader -> reader.next(topic));
    }

    /** Where entries of a time stand. */
    Future<Long> first(Topic topic, int partition, Instant since) {
        return reading(reader -> reader.first(topic, partition, since.minus(SKEW)));
    }

    int partitionOf(Topic topic, RunId run) {
        return topics.partitionOf(topic, run);
    }

    int partitions(Topic topic) {
        return topics.partitions(topic);
    }

    private <R> Future<R> reading(Function<TopicReader, R> question) {
        return workers.executeBlocking(() -> {
            TopicReader reader = Optional.ofNullable(idle.poll()).orElseGet(() -> TopicReader.of(topics.settings()));
            boolean sound = false;
            try {
                R answer = question.apply(reader);
                sound = true;
                return answer;
            } finally {
                if (sound) {
                    idle.push(reader);
                } else {
                    reader.close();
                }
            }
        }, false);
    }

    Future<Void> close() {
        return workers.close().onComplete(done -> idle.forEach(TopicReader::close));
    }
}
