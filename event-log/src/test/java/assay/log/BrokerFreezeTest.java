package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.events.JobEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BrokerFreezeTest {
    private static final int RUNS = 10;
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch looking = new CountDownLatch(RUNS);

    @Test
    void shouldComeBackWhenTheOutcomeOfATransactionIsUnknown() throws Exception {
        // given
        Path directory = Path.of("target", "broker-frozen-" + ProcessHandle.current().pid());
        BrokerProcess broker = BrokerProcess.start(directory);
        try (Topics topics = Topics.open(Endpoint.read(directory).orElseThrow().settings(), TopicLayout.EMBEDDED);
                InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(topics)) {
            loop.start().get(30, TimeUnit.SECONDS);
            List<RunId> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                runs.add(RunIds.next());
                inbox.publish(RunIds.submission(runs.getLast()));
            }
            assertThat(looking.await(30, TimeUnit.SECONDS)).isTrue();
            // when
            broker.freeze();
            frozen.countDown();
            while (loop.counts().restarts() == 0) {
                assertThat(failures.poll(100, TimeUnit.MILLISECONDS)).isNull();
            }
            broker.thaw();
            // then
            for (RunId run : runs) {
                assertThat(log.untilRun(run, 2)).extracting(entry -> (Object) entry.envelope().event().getClass())
                        .containsExactly(JobEvent.RunRequested.class, JobEvent.RecipeRejected.class);
            }
            assertThat(failures).isEmpty();
            assertThat(looking.getCount()).isZero();
        } finally {
            broker.kill();
            SharedBroker.delete(directory);
        }
    }

    private LogLoop<ToyProgram.Look, ToyProgram.Seen> loop(Topics topics) {
        return new LogLoop<>(topics, LoopSettings.of(Writer.PARSER, 0).withInbox(), new Loop<>(new ToyProgram(), Runs.of(topics.logId())), look -> {
            looking.countDown();
            frozen.await();
            return new ToyProgram.Seen(look.run(), "bad");
        }, Clock.systemUTC(), Claim.UNDISPUTED, failures::add);
    }
}
