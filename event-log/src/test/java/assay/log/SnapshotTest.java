package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.core.run.Stub;
import assay.events.Entry;
import assay.events.EventId;
import assay.events.JobEvent.Outcome;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import assay.log.Snapshot.Anchor;
import assay.log.Snapshot.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start reads only what belongs to runs that are not over; and the whole log as soon as there is any doubt about what was kept. */
@Timeout(60)
class SnapshotTest {
    private final Topics topics = SharedBroker.topics();
    private final BlockingQueue<LoopFailure> failures = new LinkedBlockingQueue<>();
    private final RunId over = RunIds.next();
    private final RunId open = RunIds.next();
    @TempDir
    private Path directory;
    private Runs whole;

    @BeforeEach
    void keep() throws Exception {
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10)); LogReader log = LogReader.of(topics, Topic.JOBS)) {
            try (LogLoop<ToyProgram.Look, ToyProgram.Seen> first = loop("build-1", Runs.forService(topics.logId()))) {
                first.start().get(20, TimeUnit.SECONDS);
                inbox.publish(RunIds.submission(open));
                log.untilRun(open, 1);
                inbox.publish(RunIds.submission(over));
                log.untilRun(over, 3);
                log.until(() -> Files.exists(file()));
            }
        }
        whole = Runs.forService(topics.logId());
        TopicReader.read(topics.settings(), List.of(Topic.RECIPES, Topic.JOBS), whole::take);
    }

    @Test
    void shouldReadOnlyWhatBelongsToRunsThatAreNotOver() throws Exception {
        // when
        Runs runs = Runs.forService(topics.logId());
        long read = restart("build-1", runs);
        // then
        assertThat(read).isPositive().isLessThan(all());
        assertSame(runs);
        assertThat(runs.stubs()).filteredOn(stub -> stub.id().equals(over)).extracting(Stub::outcome).containsExactly(Outcome.REJECTED);
        assertThat(runs.all()).anyMatch(run -> run.id().equals(open));
    }

    @Test
    void shouldSpareAWatchWhatIsOver() throws Exception {
        // given
        Runs runs = Runs.forService(topics.logId());
        AtomicLong read = new AtomicLong();
        LogWatch.Reader reader = new LogWatch.Reader() {
            @Override
            public void restored(Collection<Stub> stubs) {
                runs.restore(stubs);
            }

            @Override
            public void read(Entry entry) {
                runs.take(entry);
                read.incrementAndGet();
            }
        };
        // when
        try (LogWatch watch = new LogWatch(topics, Snapshots.in(directory.resolve("state"), "build-1"), reader, failures::add)) {
            watch.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        // then
        assertThat(read).hasPositiveValue().hasValueLessThan(all());
        assertSame(runs);
    }

    @Test
    void shouldFollowAllOfARunFromWhereItIsNeeded() {
        // given
        Snapshots kept = Snapshots.in(directory.resolve("state"), "build-1");
        // when, then
        assertThat(kept.from(topics, over)).isEqualTo(new From.Beginning());
        assertThat(kept.from(topics, open)).isInstanceOfSatisfying(From.Offset.class, from -> assertThat(from.offset()).isPositive());
        assertThat(Snapshots.none().from(topics, open)).isEqualTo(new From.Beginning());
    }

    @Test
    void shouldThrowAwayWhatIsInDoubt() throws Exception {
        // given
        rewrite(it -> new Snapshot(it.loop(), it.code(), "another", it.places(), it.anchor(), it.unfinished(), it.over()));
        Snapshots kept = Snapshots.in(directory.resolve("state"), "build-1");
        // when
        restart("build-1", Runs.forService(topics.logId()));
        // then
        assertThat(kept.read("assay-parser-0").orElseThrow().log()).isEqualTo(topics.identity());
    }

    @Test
    void shouldLetOnlyTheOwnerReadWhatIsKept() throws Exception {
        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent()))).isEqualTo("rwx------");
    }

    @Test
    void shouldReadAllWithAnotherBuild() throws Exception {
        // when, then
        assertReadsAll("build-2");
    }

    @Test
    void shouldReadAllWhenAByteIsWrong() throws Exception {
        // given
        Files.writeString(file(), Files.readString(file()).replace("REJECTED", "REJECTEd"));
        // when, then
        assertReadsAll("build-1");
    }

    @Test
    void shouldReadAllWhenHalfOfItIsMissing() throws Exception {
        // given
        String text = Files.readString(file());
        Files.writeString(file(), text.substring(0, text.length() / 2));
        // when, then
        assertReadsAll("build-1");
    }

    @Test
    void shouldReadAllWhenItIsOfAnotherLog() throws Exception {
        // given
        rewrite(it -> new Snapshot(it.loop(), it.code(), "another", it.places(), it.anchor(), it.unfinished(), it.over()));
        // when, then
        assertReadsAll("build-1");
    }

    @Test
    void shouldReadAllWhenTheLogEndsBefore() throws Exception {
        // given
        rewrite(it -> new Snapshot(it.loop(), it.code(), it.log(), it.places().stream().map(place -> new Place(place.topic(), place.partition(), place.reached() + 100_000,
                place.resume())).toList(), it.anchor(), it.unfinished(), it.over()));
        // when, then
        assertReadsAll("build-1");
    }

    @Test
    void shouldReadAllWhenTheLogHoldsAnotherEventThere() throws Exception {
        // given
        rewrite(it -> new Snapshot(it.loop(), it.code(), it.log(), it.places(), new Anchor(it.anchor().offset(), new EventId("another")), it.unfinished(), it.over()));
        // when, then
        assertReadsAll("build-1");
    }

    private void assertReadsAll(String build) throws Exception {
        Runs runs = Runs.forService(topics.logId());
        assertThat(restart(build, runs)).isEqualTo(all());
        assertSame(runs);
    }

    private void assertSame(Runs runs) {
        assertThat(List.copyOf(runs.stubs())).isEqualTo(List.copyOf(whole.stubs()));
        assertThat(List.copyOf(runs.all())).isEqualTo(List.copyOf(whole.all()));
        assertThat(runs.inbox().submissions()).isEqualTo(whole.inbox().submissions());
        assertThat(failures).isEmpty();
    }

    /** A start of the loop and its end; gives how many records it read to come to the log's end. */
    private long restart(String build, Runs runs) throws Exception {
        try (LogLoop<ToyProgram.Look, ToyProgram.Seen> again = loop(build, runs)) {
            again.start().get(20, TimeUnit.SECONDS);
            return again.counts().entries();
        }
    }

    private long all() {
        try (LogReader recipes = LogReader.of(topics, Topic.RECIPES); LogReader jobs = LogReader.of(topics, Topic.JOBS)) {
            return recipes.all().size() + (long) jobs.all().size();
        }
    }

    private Path file() {
        return directory.resolve("state").resolve("assay-parser-0.snapshot");
    }

    private void rewrite(UnaryOperator<Snapshot> change) throws IOException {
        Snapshots kept = Snapshots.in(directory.resolve("state"), "build-1");
        kept.write(change.apply(kept.read("assay-parser-0").orElseThrow()));
    }

    private LogLoop<ToyProgram.Look, ToyProgram.Seen> loop(String build, Runs runs) {
        LoopSettings settings = LoopSettings.of(Writer.PARSER, 0).withInbox().keeping(Snapshots.in(directory.resolve("state"), build));
        return new LogLoop<>(topics, settings, new Loop<>(new EndingProgram(open), runs), look -> new ToyProgram.Seen(look.run(), "not good"), Clock.systemUTC(), Claim.UNDISPUTED, failures::add);
    }
}
