package assay.log;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent.RunCancelRequested;
import assay.events.RunId;
import assay.events.Topic;
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
