package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogWatchTest {
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();

    /** Keeps what it is told. */
    private static final class Kept implements LogWatch.Reader {
        private final List<Entry> entries = new CopyOnWriteArrayList<>();
        private final BlockingQueue<RunId> runs = new LinkedBlockingQueue<>();

        @Override
        public void restored(Collection<Stub> over) {
            throw new AssertionError("nothing was kept");
        }

        @Override
        public void read(Entry entry) {
            entries.add(entry);
            if (entry instanceof Entry.Readable(var position, var envelope)) {
                runs.add(envelope.run());
            }
        }

        void await(RunId run) throws InterruptedException {
            while (!run.equals(runs.poll(20, TimeUnit.SECONDS))) {
                assertThat(runs).as("%s was not read in time", run).isNotNull();
            }
        }
    }

    @Test
    void shouldReadWhatStandsThereAndThenWhatComes() throws Exception {
        // given
        Topics topics = SharedBroker.topics();
        Kept first = new Kept();
        Kept second = new Kept();
        RunId before = RunIds.next();
        RunId after = RunIds.next();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(20)); LogWatch one = watch(topics, first); LogWatch other = watch(topics, second)) {
            inbox.publish(RunIds.submission(before));
            assertThat(one.obstacle()).contains("the log is still being read");
            one.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            other.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(first.runs).contains(before);
            assertThat(one.obstacle()).isEmpty();
            // when
            inbox.publish(RunIds.submission(after));
            // then
            first.await(after);
            second.await(after);
            assertThat(first.entries).doesNotHaveDuplicates();
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldSayThatKafkaDoesNotAnswer(@TempDir Path directory) throws Exception {
        // given
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("data"), "test");
        Topics topics = Topics.open(broker.endpoint().settings(), TopicLayout.EMBEDDED);
        try (LogWatch watch = watch(topics, new Kept())) {
            watch.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            // when
            broker.close();
            // then
            while (watch.obstacle().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(watch.obstacle().orElseThrow()).contains("Kafka at " + topics.settings().bootstrapServers() + " does not answer");
        } finally {
            topics.close();
        }
    }

    private LogWatch watch(Topics topics, Kept kept) {
        return new LogWatch(topics, Snapshots.none(), kept, failures::add);
    }
}
