package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.RunId;
import assay.events.Topic;
import assay.log.InboxPublisher;
import assay.log.LogUnavailableException;
import assay.log.PublishException;
import assay.log.Sharing;
import assay.log.TopicLayout;
import assay.log.TopicReader;
import assay.log.Topics;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every Assay service is a user of its own, with the rights that {@code deploy/kafka/acls.sh} gives and no other. */
@Timeout(120)
class RightsTest {
    @TempDir
    private static Path directory;
    private static GuardedKafka kafka;
    private LocalAssay assay;

    @BeforeAll
    static void start() throws Exception {
        kafka = GuardedKafka.start(directory);
        Topics.open(kafka.admin(), new TopicLayout(2, false)).close();
        kafka.grant();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void open() {
        assay = new LocalAssay(directory, kafka::as);
    }

    @AfterEach
    void close() {
        assay.close();
    }

    @Test
    void shouldCarryARunThroughEachByItsOwnRights() throws Exception {
        // given
        RunId id = new RunId("guarded000");
        assay.startAllButTheRunner();
        assay.startRunner();

        // when
        assay.submit(id, Workload.recipe(directory.resolve("ledger"), 1));

        // then
        assay.assertCarriedThrough(id);
    }

    @Test
    void shouldSayThatThePasswordIsWrong() {
        assertThatThrownBy(() -> Topics.of(kafka.withPassword("assay-parser", "guessed"))).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("refused the login").hasMessageContaining("invalid credentials").hasMessageNotContaining("guessed");
    }

    @Test
    void shouldSayThatTheCertificateIsNoLongerGood() {
        assertThatThrownBy(() -> Topics.of(kafka.expired("assay-parser"))).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("do not trust each other's certificates (NotAfter").hasMessageContaining("until when both are valid");
    }

    @Test
    void shouldSayWhichRightAServiceLacksToLookAtTopics() {
        assertThatThrownBy(() -> Topics.open(kafka.as("assay-submitter"), TopicLayout.SHARED)).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("assay.jobs: the right DescribeConfigs is not given to this user")
                .hasMessageContaining("--add --allow-principal User:assay-submitter --operation DescribeConfigs --topic assay.jobs");
    }

    @Test
    void shouldLetNobodyMakeTopicsAndSayWhichWouldBeMade() throws Exception {
        // given
        kafka.user("stranger");
        // when, then
        assertThatThrownBy(() -> Topics.open(kafka.as("stranger"), TopicLayout.SHARED)).isInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("assay.jobs: the topic is not there, or this user may not see it").hasMessageContaining("kafka-topics.sh");
    }

    @Test
    void shouldLetAReaderAskForNothing() {
        // given
        try (Topics topics = Topics.of(kafka.as("assay-reader")); InboxPublisher inbox = new InboxPublisher(topics, Duration.ofSeconds(10))) {
            // when, then
            assertThatThrownBy(() -> inbox.publish(assay.submission(new RunId("forbidden0"), "recipe: 1"))).isInstanceOf(PublishException.class)
                    .hasMessageContaining("lets this user write nothing (Cluster authorization failed.): let its operator give the rights that deploy/kafka/acls.sh lists");
        }
    }

    @Test
    void shouldLetASubmitterReadNothing() throws Exception {
        // given
        assay.submit(new RunId("unreadable"), "recipe: 1");

        // when, then
        assertThatThrownBy(() -> TopicReader.read(kafka.as("assay-submitter"), List.of(Topic.RECIPES), entry -> {
            throw new AssertionError("It must not be read: " + entry);
        })).isInstanceOf(LogUnavailableException.class).hasMessageContaining("lets this user not do that with topic assay.recipes");
    }

    @Test
    void shouldLetNoServiceWriteAsAnother() throws Exception {
        // when
        Future<String> deployed = assay.start("report", new Sharing.Alone(), LocalAssay::scheduler);

        // then
        assertThat(assay.failure().reason()).contains("lets this user not write transactions under the name of this service");
        assertThatThrownBy(() -> deployed.await(30, TimeUnit.SECONDS)).hasMessageContaining("transactional id");
    }

    @Test
    void shouldLetNoServiceIntoTheGroupOfAnother() throws Exception {
        // when
        assay.start("report", LocalAssay::scheduler);

        // then
        assertThat(assay.failure().reason()).contains("lets this user not be in group assay-scheduler: let its operator give the rights");
    }
}
