package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.TopicReader.Piece;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicReaderTest {
    private final List<Entry> read = new ArrayList<>();

    @Test
    void shouldReadWhatStandsInTheTopicsAndLeave() throws Exception {
        // given
        Topics topics = SharedBroker.topics();
        RunId run = RunIds.next();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(20))) {
            inbox.publish(new Envelope(new EventId("cancel-" + run), run, "/test", Instant.now(), "", new RunCancelRequested("", "ada", false)));
        }
        // when
        TopicReader.read(topics.settings(), List.of(Topic.RECIPES, Topic.JOBS), read::add);
        // then
        assertThat(read).filteredOn(entry -> entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(run)).hasSize(1);
    }

    @Test
    void shouldReadATopicPieceByPiece() throws Exception {
        // given
        Topics topics = SharedBroker.topics();
        Instant began = Instant.now();
        RunId run = RunIds.next();
        RunId other = RunIds.next();
        try (InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(20))) {
            for (int i = 0; i < 5; i++) {
                inbox.publish(new Envelope(new EventId("cancel-" + i), run, "/test", Instant.now(), "", new RunCancelRequested("", "ada", false)));
                inbox.publish(new Envelope(new EventId("other-" + i), other, "/test", Instant.now(), "", new RunCancelRequested("", "ada", false)));
            }
        }
        try (TopicReader reader = TopicReader.of(topics.settings())) {
            // when
            long first = reader.first(Topic.RECIPES, 0, began);
            Piece two = reader.piece(Topic.RECIPES, 0, first, entry -> of(entry, run), 2);
            Piece rest = reader.piece(Topic.RECIPES, 0, two.next(), entry -> of(entry, run), 100);
            // then
            assertThat(two.entries()).extracting(TopicReaderTest::id).containsExactly("cancel-0", "cancel-1");
            assertThat(two.last()).isFalse();
            assertThat(rest.entries()).extracting(TopicReaderTest::id).containsExactly("cancel-2", "cancel-3", "cancel-4");
            assertThat(rest.last()).isTrue();
            assertThat(reader.next(Topic.RECIPES)).containsEntry(0, rest.next());
            assertThat(reader.piece(Topic.RECIPES, 0, rest.next(), entry -> true, 100)).isEqualTo(new Piece(List.of(), rest.next(), true));
        }
    }

    private static boolean of(Entry entry, RunId run) {
        return entry instanceof Entry.Readable(var position, var envelope) && envelope.run().equals(run);
    }

    private static String id(Entry entry) {
        return ((Entry.Readable) entry).envelope().id().value();
    }

    @Test
    void shouldReadALogThatNoServerEverUsed() throws Exception {
        // given
        Path directory = Path.of("target", "unlisted-" + ProcessHandle.current().pid());
        assertThat(EmbeddedBroker.worksOn(directory)).isFalse();
        try (EmbeddedBroker broker = EmbeddedBroker.startUnlisted(directory, "test")) {
            // when
            TopicReader.read(broker.endpoint().settings(), List.of(Topic.RECIPES, Topic.JOBS), read::add);
            // then
            assertThat(read).isEmpty();
            assertThat(Endpoint.read(directory)).isEmpty();
            assertThat(EmbeddedBroker.worksOn(directory)).isTrue();
        } finally {
            SharedBroker.delete(directory);
        }
    }

    @Test
    void shouldConnectToTopicsThatSomebodyElseMade() {
        // when
        try (Topics topics = Topics.of(SharedBroker.topics().settings())) {
            // then
            assertThat(topics.logId()).isEqualTo(SharedBroker.topics().logId());
        }
    }

    @Test
    void shouldNotTakeAProcessThatBeganLaterForTheServer() throws Exception {
        // given
        Endpoint endpoint = Endpoint.read(SharedBroker.directory()).orElseThrow();
        Endpoint old = new Endpoint(endpoint.address(), endpoint.pid(), endpoint.host(), "test", Instant.EPOCH, endpoint.client());
        // then
        assertThat(endpoint.live()).isTrue();
        assertThat(old.live()).isFalse();
    }
}
