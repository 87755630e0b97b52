package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.EventType;
import assay.events.MetricEvent;
import assay.events.RunId;
import assay.events.Topic;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Vert.x Kafka client, on the Kafka client that the log uses. */
@Timeout(60)
class FanOutTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:15:30Z");
    private final Topics topics = SharedBroker.topics();
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    private final BlockingQueue<Entry> seen = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldShowCommittedRecordsOnly() throws Exception {
        // given
        RunId run = RunIds.next();
        try (KafkaProducer<byte[], byte[]> producer = transactional("test-committed-only")) {
            append(producer, run, "aborted");
            producer.abortTransaction();
            append(producer, run, "committed");
            producer.commitTransaction();
            append(producer, run, "open");
            // when
            Follower follower = Follower.start(vertx, topics, Topic.JOBS, new From.Beginning(), Optional.of(run), seen::add);
            follower.caughtUp().await(20, TimeUnit.SECONDS);
            // then
            assertThat(seen).extracting(FanOutTest::id).containsExactly("committed");
            producer.commitTransaction();
            assertThat(id(seen.take()) + id(seen.poll(20, TimeUnit.SECONDS))).isEqualTo("committedopen");
            follower.close().await(10, TimeUnit.SECONDS);
            assertThat(follower.ended().succeeded()).isTrue();
        }
    }

    @Test
    void shouldFollowFromTheEndOrFromAnOffset() throws Exception {
        // given
        RunId run = RunIds.next();
        try (KafkaProducer<byte[], byte[]> producer = transactional("test-from-the-end")) {
            append(producer, run, "first");
            producer.commitTransaction();
            try (LogReader log = LogReader.of(topics, Topic.JOBS)) {
                log.untilRun(run, 1);
            }
            Follower fromEnd = Follower.start(vertx, topics, Topic.JOBS, new From.End(), Optional.of(run), seen::add);
            fromEnd.caughtUp().await(20, TimeUnit.SECONDS);
            // when
            append(producer, run, "second");
            producer.commitTransaction();
            Entry second = seen.poll(20, TimeUnit.SECONDS);
            // then
            assertThat(id(second)).isEqualTo("second");
            CompletableFuture<Entry> first = new CompletableFuture<>();
            Follower fromOffset = Follower.start(vertx, topics, Topic.JOBS, new From.Offset(second.position().offset()), Optional.of(run), first::complete);
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(second);
            fromEnd.close().await(10, TimeUnit.SECONDS);
            fromOffset.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldCatchUpWithAnEmptyEnd() throws Exception {
        // when
        Follower follower = Follower.start(vertx, topics, Topic.RECIPES, new From.End(), Optional.empty(), seen::add);
        // then
        follower.caughtUp().await(20, TimeUnit.SECONDS);
        follower.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldPublishMetricsBehindAProbeThatReadersSkip() throws Exception {
        // given
        RunId run = RunIds.next();
        MetricEvent event = (MetricEvent) EventSamples.of(EventType.SAMPLES_RECORDED);
        Follower follower = Follower.start(vertx, topics, Topic.METRICS, new From.Beginning(), Optional.empty(), seen::add);
        MetricPublisher publisher = MetricPublisher.open(vertx, topics, 1_000).await(20, TimeUnit.SECONDS);
        // when
        for (int i = 0; i < 500; i++) {
            publisher.publish(run, event, AT.plusSeconds(i));
        }
        // then
        Entry probe = seen.poll(20, TimeUnit.SECONDS);
        assertThat(probe).isInstanceOfSatisfying(Entry.UnknownType.class, unknown -> assertThat(unknown.type()).isEqualTo(MetricPublisher.PROBE));
        for (int i = 0; i < 500; i++) {
            Entry.Readable entry = (Entry.Readable) seen.poll(20, TimeUnit.SECONDS);
            assertThat(entry.envelope().event()).isEqualTo(event);
            assertThat(entry.envelope().time()).isEqualTo(AT.plusSeconds(i));
        }
        publisher.close().await(10, TimeUnit.SECONDS);
        follower.close().await(10, TimeUnit.SECONDS);
        assertThat(publisher.published() + publisher.dropped()).isEqualTo(500);
    }

    @Test
    void shouldDropTheOldestMetricsWhenTooManyWait() throws Exception {
        // given
        RunId run = RunIds.next();
        MetricEvent event = (MetricEvent) EventSamples.of(EventType.SOURCE_RECOVERED);
        MetricPublisher publisher = MetricPublisher.open(vertx, topics, 10).await(20, TimeUnit.SECONDS);
        CompletableFuture<Void> offered = new CompletableFuture<>();
        // when
        vertx.runOnContext(ignored -> {
            for (int i = 0; i < 50_000; i++) {
                publisher.publish(run, event, AT);
            }
            offered.complete(null);
        });
        offered.get(30, TimeUnit.SECONDS);
        publisher.close().await(30, TimeUnit.SECONDS);
        // then
        assertThat(publisher.dropped()).isPositive();
        assertThat(publisher.published() + publisher.dropped()).isEqualTo(50_000);
    }

    private KafkaProducer<byte[], byte[]> transactional(String id) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(topics.settings().with(Map.of("transactional.id", id)),
                new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private void append(KafkaProducer<byte[], byte[]> producer, RunId run, String id) {
        producer.beginTransaction();
        producer.send(new JsonCodec().encode(new Envelope(new EventId(id), run, "/test", AT, "", EventSamples.of(EventType.JOB_RELEASED)), 0));
        producer.flush();
    }

    private static String id(Entry entry) {
        return ((Entry.Readable) entry).envelope().id().value();
    }
}
