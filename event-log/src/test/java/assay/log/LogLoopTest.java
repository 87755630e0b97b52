package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.JobEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogLoopTest {
    private final Topics topics = SharedBroker.topics();
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();

    @Test
    void shouldAppendReadBackActAndAppendWhatCameOfIt() throws Exception {
        // given
        RunId run = RunIds.next();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(look -> new ToyProgram.Seen(look.run(), "not good"))) {
            int before = log.all().size();
            loop.start().get(20, TimeUnit.SECONDS);
            // when
            inbox.publish(RunIds.submission(run));
            List<Entry.Readable> events = log.untilRun(run, 2);
            log.until(() -> loop.counts().appends() == log.all().size() - before);
            // then
            assertThat(events).extracting(entry -> (Object) entry.envelope().event().getClass())
                    .containsExactly(JobEvent.RunRequested.class, JobEvent.RecipeRejected.class);
            assertThat(events.get(1).envelope().causationId()).isEqualTo(events.get(0).envelope().id().value());
            assertThat(events.get(1).envelope().source()).isEqualTo("/assay/parser");
            assertThat(loop.counts().appends()).as("every append of the loop, also for requests that other tests left").isEqualTo(log.all().size() - before);
            assertThat(loop.counts().undecodable()).isZero();
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldTryAFailedEffectAgain() throws Exception {
        // given
        RunId run = RunIds.next();
        AtomicInteger tries = new AtomicInteger();
        EffectRunner<ToyProgram.Look, ToyProgram.Seen> shaky = look -> {
            if (tries.incrementAndGet() == 1) {
                throw new IOException("the disk is full");
            }
            return new ToyProgram.Seen(look.run(), "at last");
        };
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(shaky)) {
            loop.start();
            // when
            inbox.publish(RunIds.submission(run));
            log.untilRun(run, 2);
            // then
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void shouldGoOnWithOtherRunsWhenAnEventCannotBeWritten() throws Exception {
        // given
        RunId bad = RunIds.next();
        RunId large = RunIds.next();
        RunId good = RunIds.next();
        Map<RunId, String> words = Map.of(bad, "half a character: \ud800", large, "x".repeat(5 * 1024 * 1024), good, "not good");
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(look -> new ToyProgram.Seen(look.run(), words.getOrDefault(look.run(), "")))) {
            loop.start().get(20, TimeUnit.SECONDS);
            inbox.publish(RunIds.submission(bad));
            inbox.publish(RunIds.submission(large));
            log.untilRun(bad, 2);
            log.untilRun(large, 1);
            // when
            inbox.publish(RunIds.submission(good));
            List<Entry.Readable> events = log.untilRun(good, 2);
            // then
            assertThat(events).hasSize(2);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldDoNothingTwiceAfterARestart() throws Exception {
        // given
        RunId run = RunIds.next();
        Set<RunId> looked = ConcurrentHashMap.newKeySet();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS)) {
            try (LogLoop<ToyProgram.Look, ToyProgram.Seen> first = loop(look -> new ToyProgram.Seen(look.run(), "bad"))) {
                first.start();
                inbox.publish(RunIds.submission(run));
                log.untilRun(run, 2);
            }
            // when
            RunId later = RunIds.next();
            try (LogLoop<ToyProgram.Look, ToyProgram.Seen> second = loop(look -> {
                looked.add(look.run());
                return new ToyProgram.Seen(look.run(), "bad");
            })) {
                second.start().get(20, TimeUnit.SECONDS);
                inbox.publish(RunIds.submission(later));
                log.untilRun(later, 2);
            }
            // then
            assertThat(looked).containsExactly(later);
            assertThat(log.ofRun(run)).hasSize(2);
        }
    }

    @Test
    void shouldEndTheOlderOfTwoInstances() throws Exception {
        // given
        RunId run = RunIds.next();
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch looking = new CountDownLatch(1);
        EffectRunner<ToyProgram.Look, ToyProgram.Seen> slow = look -> {
            looking.countDown();
            frozen.await();
            return new ToyProgram.Seen(look.run(), "too late");
        };
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> older = loop(slow)) {
            older.start().get(20, TimeUnit.SECONDS);
            inbox.publish(RunIds.submission(run));
            assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();
            try (LogLoop<ToyProgram.Look, ToyProgram.Seen> younger = loop(LogLoopTest::endless)) {
                younger.start().get(20, TimeUnit.SECONDS);
                // when
                frozen.countDown();
                LoopFailure failure = failures.poll(20, TimeUnit.SECONDS);
                // then
                assertThat(failure).isNotNull();
                assertThat(failure.takenOver()).isTrue();
                assertThat(failure.loop()).isEqualTo("assay-parser-0");
                assertThat(failure.reason()).contains("Another instance took over");
                assertThat(log.ofRun(run)).hasSize(1);
                assertThat(failures).isEmpty();
            }
        }
    }

    @Test
    void shouldSayThatKafkaDoesNotAnswer() {
        // given
        KafkaSettings unreachable = new KafkaSettings("127.0.0.1:1", Map.of());
        // when, then
        assertThatThrownBy(() -> Topics.open(unreachable, TopicLayout.EMBEDDED, Duration.ofSeconds(1))).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("127.0.0.1:1 does not answer");
    }

    @Test
    void shouldCloseWithinASecondThoughAnEffectIsUnderWay() throws Exception {
        // given
        CountDownLatch looking = new CountDownLatch(1);
        LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(look -> {
            looking.countDown();
            return endless(look);
        });
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10))) {
            loop.start();
            inbox.publish(RunIds.submission(RunIds.next()));
            assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();
        }
        // when
        long begin = System.nanoTime();
        loop.close();
        // then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(failures).isEmpty();
    }

    private static ToyProgram.Seen endless(ToyProgram.Look look) throws InterruptedException {
        new CountDownLatch(1).await();
        return new ToyProgram.Seen(look.run(), "never");
    }

    private LogLoop<ToyProgram.Look, ToyProgram.Seen> loop(EffectRunner<ToyProgram.Look, ToyProgram.Seen> effects) {
        return new LogLoop<>(topics, LoopSettings.of(Writer.PARSER, 0).withInbox(), new Loop<>(new ToyProgram(), Runs.of(topics.logId())), effects,
                Clock.systemUTC(), Claim.UNDISPUTED, failures::add);
    }
}
