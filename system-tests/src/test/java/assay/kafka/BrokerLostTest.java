package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Envelope;
import assay.events.JobEvent.JobReported;
import assay.events.RunId;
import assay.events.Topic;
import assay.log.TopicLayout;
import assay.log.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of three brokers is killed while a run goes on. */
@Timeout(400)
class BrokerLostTest {
    private static final RunId RUN = new RunId("brokerlost");
    private static final RunId LATER = new RunId("laterone00");
    @TempDir
    private Path directory;

    @Test
    void shouldGoOnWithNothingLostOrDoubled() throws Exception {
        // given
        try (ThreeBrokers kafka = ThreeBrokers.start(directory)) {
            int partition;
            try (Topics topics = Topics.open(kafka.settings(), new TopicLayout(2, false))) {
                partition = topics.partitionOf(Topic.JOBS, RUN);
            }
            assertThat(Topics.look(kafka.settings(), TopicLayout.SHARED)).isEmpty();
            try (LocalAssay assay = new LocalAssay(directory, user -> kafka.settings())) {
                assay.startAllButTheRunner();
                assay.startRunner();
                assay.submit(RUN, Workload.recipe(directory.resolve("ledger"), 8));
                assay.until(RUN, Workload::measures);

                // when
                kafka.killLeader(Topic.JOBS.topicName(), partition);
                assay.submit(LATER, Workload.recipe(directory.resolve("ledger"), 8));

                // then
                List<Envelope> events = assay.assertCarriedThrough(RUN);
                assertThat(events).extracting(Envelope::event).filteredOn(JobReported.class::isInstance).doesNotHaveDuplicates();
                assay.assertCarriedThrough(LATER);
                assertThat(Files.readAllLines(directory.resolve("ledger"))).hasSize(2);
            }
        }
    }
}
