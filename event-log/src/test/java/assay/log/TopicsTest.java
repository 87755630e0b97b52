package assay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Topics that somebody else made. */
@Timeout(60)
class TopicsTest {
    private static final TopicLayout LAYOUT = new TopicLayout(3, false);
    private final Path directory = Path.of("target", "broker-topics-" + ProcessHandle.current().pid());
    private EmbeddedBroker broker;
    private KafkaSettings settings;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory, "test");
        settings = broker.endpoint().settings();
    }

    @AfterEach
    void stop() {
        broker.close();
        SharedBroker.delete(directory);
    }

    @Test
    void shouldNameEverythingThatWouldLoseEventsAtOnceAndChangeNothing() throws Exception {
        // given
        make("assay.jobs", Map.of("cleanup.policy", "compact,delete", "retention.ms", "604800000", "retention.bytes", "1000000", "max.message.bytes", "1048588"));
        make("assay.recipes", Map.of("retention.ms", "-1", "min.insync.replicas", "1"));
        // when, then
        assertThatThrownBy(() -> Topics.open(settings, LAYOUT)).isInstanceOf(LogUnavailableException.class).hasMessageContainingAll(
                "Kafka at " + settings.bootstrapServers() + " does not have the topics that Assay needs, and Assay changes none that exist",
                "assay.jobs: cleanup.policy is compact,delete, and must be delete: compaction destroys the history",
                "assay.jobs: retention.ms is 604800000, and must be -1: runs that are older are forgotten",
                "assay.jobs: retention.bytes is 1000000, and must be -1",
                "assay.jobs: max.message.bytes is 1048588, and must be 4194304",
                "kafka-configs.sh --bootstrap-server " + settings.bootstrapServers()
                        + " --command-config ADMIN.properties --alter --entity-type topics --entity-name assay.jobs --add-config retention.ms=-1")
                .hasMessageNotContaining("assay.recipes: ");
        assertThat(Topics.look(settings, LAYOUT)).extracting(TopicFinding::setting).contains("cleanup.policy", "flush.messages");
    }

    @Test
    void shouldUseWhatIsMerelyWorse() throws Exception {
        // given
        make("assay.metrics", Map.of("cleanup.policy", "compact"));
        make("assay.jobs", Map.of("retention.ms", "-1", "max.message.bytes", "4194304"));
        // when
        try (Topics topics = Topics.open(settings, LAYOUT)) {
            // then
            assertThat(topics.logId()).hasSize(8);
        }
        assertThat(Topics.look(settings, LAYOUT)).noneMatch(TopicFinding::loses).extracting(TopicFinding::text)
                .anyMatch(text -> text.startsWith("assay.metrics: cleanup.policy is compact, better delete: of each run only its last samples are kept"))
                .anyMatch(text -> text.startsWith("assay.jobs: flush.messages is 9223372036854775807, better 1 (or more replicas)"));
    }

    @Test
    void shouldSayWhatIsMissingAndMakeNothingWhenItOnlyLooks() {
        // when
        List<TopicFinding> findings = Topics.look(settings, LAYOUT);
        // then
        assertThat(findings).hasSize(3).allMatch(TopicFinding::loses).extracting(TopicFinding::command)
                .anyMatch(command -> command.contains("kafka-topics.sh") && command.contains("--create --if-not-exists --topic assay.jobs --partitions 3 --replication-factor 1 --config cleanup.policy=delete"));
        assertThat(Topics.look(settings, LAYOUT)).isEqualTo(findings);
        int exit = Host.run("assay-toy", new String[]{"--bootstrap-servers", settings.bootstrapServers(), "--kafka-config", clientProperties(), "--check"}, surroundings -> {
            throw new AssertionError("It must not start");
        });
        assertThat(exit).isEqualTo(3);
    }

    @Test
    void shouldFindNothingWrongWithWhatItMadeItself() {
        // given
        Topics.open(settings, LAYOUT).close();
        // when, then
        assertThat(Topics.look(settings, LAYOUT)).isEmpty();
    }

    private String clientProperties() {
        Path file = directory.resolve("client.properties");
        try {
            DataDirectory.writePrivately(file, broker.endpoint().clientProperties());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private void make(String topic, Map<String, String> configs) throws Exception {
        try (Admin admin = Admin.create(settings.with(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs))).all().get();
        }
    }
}
