package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BrokerKillTest {
    private static final int RUNS_BEFORE = 40;
    private static final int RUNS_AFTER = 20;
    private static final int KILLS = 2;
    private final BlockingQueue<RunId> acknowledged = new LinkedBlockingQueue<>();
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();

    @Test
    void shouldLoseNothingAcknowledgedWhenTheBrokerIsKilled() throws Exception {
        // given
        Path directory = Path.of("target", "broker-killed-" + ProcessHandle.current().pid());
        BrokerProcess broker = BrokerProcess.start(directory);
        try (Topics topics = Topics.open(Endpoint.read(directory).orElseThrow().settings(), TopicLayout.EMBEDDED);
                InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(2)); LogReader log = LogReader.of(topics, Topic.JOBS);
                LogLoop<ToyProgram.Look, ToyProgram.Seen> loop = loop(topics)) {
            loop.start().get(20, TimeUnit.SECONDS);
            Thread publisher = Thread.ofVirtual().start(() -> publish(inbox));
            List<RunId> runs = new ArrayList<>(take(RUNS_BEFORE));
            // when
            Duration first = broker.startTime();
            for (int kill = 0; kill < KILLS; kill++) {
                broker.kill();
                broker = BrokerProcess.start(directory);
                runs.addAll(take(RUNS_AFTER));
                System.out.println("kill -9 of the embedded broker: first start " + first.toMillis() + " ms, ready again after "
                        + broker.startTime().toMillis() + " ms; " + loop.counts());
            }
            publisher.interrupt();
            publisher.join();
            acknowledged.drainTo(runs);
            // then
            int repeated = 0;
            for (RunId run : runs) {
                List<Entry.Readable> entries = firstOfEachId(log.untilRun(run, 2)).size() < 2 ? log.untilRun(run, 3) : log.ofRun(run);
                List<Entry.Readable> once = firstOfEachId(entries);
                assertThat(once).extracting(entry -> (Object) entry.envelope().event().getClass())
                        .containsExactly(JobEvent.RunRequested.class, JobEvent.RecipeRejected.class);
                repeated += entries.size() - once.size();
            }
            assertThat(log.all()).allMatch(Entry.Readable.class::isInstance);
            assertThat(failures).isEmpty();
            // An append whose outcome the broker took with it may be repeated: under its own id, so that every fold counts it once.
            assertThat(loop.counts().deadLetters()).isEqualTo(repeated);
            assertThat(broker.startTime()).isLessThan(Duration.ofSeconds(30));
        } finally {
            broker.kill();
            SharedBroker.delete(directory);
        }
    }

    private static List<Entry.Readable> firstOfEachId(List<Entry.Readable> entries) {
        Set<EventId> seen = new HashSet<>();
        return entries.stream().filter(entry -> seen.add(entry.envelope().id())).toList();
    }

    private List<RunId> take(int count) throws InterruptedException {
        List<RunId> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(acknowledged.poll(60, TimeUnit.SECONDS));
        }
        return taken;
    }

    private void publish(InboxPublisher inbox) {
        RunId run = RunIds.next();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                inbox.publish(RunIds.submission(run));
                acknowledged.add(run);
                run = RunIds.next();
            } catch (PublishException e) {
                // Not acknowledged: the same request is sent again, as a client would.
            }
        }
    }

    private LogLoop<ToyProgram.Look, ToyProgram.Seen> loop(Topics topics) {
        return new LogLoop<>(topics, LoopSettings.of(Writer.PARSER, 0).withInbox(), new Loop<>(new ToyProgram(), Runs.of(topics.logId())),
                look -> new ToyProgram.Seen(look.run(), "bad"), Clock.systemUTC(), Claim.UNDISPUTED, failures::add);
    }
}
