package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry;
import assay.events.JobEvent;
import assay.events.RunId;
import assay.events.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several instances of one service over one log. */
@Timeout(120)
class MembershipTest {
    private static final Path DIRECTORY = Path.of("target", "broker-group-" + ProcessHandle.current().pid());
    private static final Duration DETECTION = Membership.SESSION.plusSeconds(8);
    private static EmbeddedBroker broker;
    private static Topics topics;
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(DIRECTORY, "test");
        topics = Topics.open(broker.endpoint().settings(), new TopicLayout(4, false));
    }

    @AfterAll
    static void stop() {
        topics.close();
        broker.close();
        SharedBroker.delete(DIRECTORY);
    }

    @Test
    void shouldShareTheWorkAndTakeOverAtOnceWhatAnotherLeaves() throws Exception {
        // given
        try (LogLoops<ToyProgram.Look, ToyProgram.Seen> first = instance("first")) {
            first.start().await(30, TimeUnit.SECONDS);
            LogLoops<ToyProgram.Look, ToyProgram.Seen> second = instance("second");
            second.start().await(30, TimeUnit.SECONDS);
            awaitBothWork();
            second.close();
            // when
            long begin = System.nanoTime();
            List<String> by = rejectedBy(oneForEachPartition());
            // then
            assertThat(by).containsOnly("first");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Membership.SESSION);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldTakeOverWhenAnotherIsKilled() throws Exception {
        // given
        try (ToyInstance first = ToyInstance.start(DIRECTORY, "killed"); LogLoops<ToyProgram.Look, ToyProgram.Seen> second = instance("heir")) {
            second.start().await(30, TimeUnit.SECONDS);
            awaitBothWork();
            // when
            first.kill();
            long begin = System.nanoTime();
            List<String> by = rejectedBy(oneForEachPartition());
            // then
            assertThat(by).containsOnly("heir");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DETECTION);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldLetNoFrozenInstanceDoHarmWhenItGoesOn() throws Exception {
        // given
        try (ToyInstance zombie = ToyInstance.start(DIRECTORY, "zombie"); LogLoops<ToyProgram.Look, ToyProgram.Seen> heir = instance("heir")) {
            heir.start().await(30, TimeUnit.SECONDS);
            awaitBothWork();
            zombie.freeze();
            List<RunId> meanwhile = oneForEachPartition();
            assertThat(rejectedBy(meanwhile)).containsOnly("heir");
            // when
            zombie.thaw();
            awaitBothWork();
            // then
            assertThat(zombie.alive()).isTrue();
            try (LogReader log = LogReader.of(topics, Topic.JOBS)) {
                assertThat(meanwhile).allSatisfy(run -> assertThat(log.ofRun(run)).hasSize(2));
            }
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void shouldLetARestartedInstanceTakeItsPlaceAtOnce() throws Exception {
        // given
        try (ToyInstance older = ToyInstance.start(DIRECTORY, "older", "host1")) {
            older.freeze();
            // when
            long begin = System.nanoTime();
            try (ToyInstance younger = ToyInstance.start(DIRECTORY, "younger", "host1")) {
                List<String> by = rejectedBy(oneForEachPartition());
                // then
                assertThat(by).containsOnly("younger");
                assertThat(younger.alive()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Membership.SESSION);
                older.thaw();
                assertThat(older.ended()).contains("Another instance took the name 'host1'");
            }
        }
    }

    private LogLoops<ToyProgram.Look, ToyProgram.Seen> instance(String name) {
        return ToyInstance.loops(topics, name, new Sharing.Group(""), failures::add);
    }

    /** Until runs of a round were rejected by two instances. */
    private static void awaitBothWork() throws Exception {
        List<String> by = rejectedBy(oneForEachPartition());
        while (by.stream().distinct().count() < 2) {
            by = rejectedBy(oneForEachPartition());
        }
    }

    private static List<RunId> oneForEachPartition() throws PublishException {
        List<RunId> runs = new ArrayList<>();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10))) {
            while (runs.size() < topics.partitions(Topic.JOBS)) {
                RunId run = RunIds.next();
                if (topics.partitionOf(Topic.JOBS, run) == runs.size()) {
                    inbox.publish(RunIds.submission(run));
                    runs.add(run);
                }
            }
        }
        return runs;
    }

    /** Who rejected each run; fails unless each was requested and rejected once. */
    private static List<String> rejectedBy(List<RunId> runs) {
        try (LogReader log = LogReader.of(topics, Topic.JOBS)) {
            return runs.stream().map(run -> {
                List<Entry.Readable> events = log.untilRun(run, 2);
                assertThat(events).extracting(entry -> (Object) entry.envelope().event().getClass()).containsExactly(JobEvent.RunRequested.class, JobEvent.RecipeRejected.class);
                return ((JobEvent.RecipeRejected) events.getLast().envelope().event()).problems().getFirst().message();
            }).toList();
        }
    }
}
