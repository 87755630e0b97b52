package assay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.Envelope;
import assay.events.JobEvent.JobSubmitted;
import assay.events.RunId;
import assay.log.EmbeddedBroker;
import assay.log.TopicLayout;
import assay.log.Topics;
import assay.runner.RunnerMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A second runner stands by, and the first is killed in mid-run. */
@Timeout(400)
class SecondRunnerTest {
    private static final String STANDS_BY = "group=assay-runner, partitions=[]";
    private static final String WORKS = "group=assay-runner, partitions=[0]";
    /** The session's time-out, and what a busy machine takes to read the log. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(20);
    private static final RunId RUN = new RunId("takenover0");
    @TempDir
    private Path directory;

    @Test
    void shouldTakeOverInTheMiddleOfARun() throws Exception {
        // given
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), "test")) {
            Topics.open(broker.endpoint().settings(), new TopicLayout(1, true)).close();
            Path client = Files.writeString(directory.resolve("client.properties"), broker.endpoint().clientProperties());
            try (LocalAssay assay = new LocalAssay(directory, user -> broker.endpoint().settings()); JavaProcess first = runner("first", client)) {
                first.await(WORKS);
                try (JavaProcess second = runner("second", client)) {
                    second.await(STANDS_BY);
                    assay.startAllButTheRunner();
                    assay.submit(RUN, Workload.recipe(directory.resolve("ledger"), 15));
                    assay.until(RUN, Workload::measures);
                    assertThat(second.said(WORKS)).isFalse();

                    // when
                    first.kill();
                    long begin = System.nanoTime();
                    second.await(WORKS);

                    // then
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TAKE_OVER);
                    List<Envelope> events = assay.assertCarriedThrough(RUN);
                    assertThat(events).extracting(Envelope::event).filteredOn(JobSubmitted.class::isInstance).hasSize(2);
                    assertThat(Files.readAllLines(directory.resolve("ledger"))).hasSize(1);
                }
            }
        }
    }

    private JavaProcess runner(String name, Path client) throws Exception {
        return JavaProcess.start(RunnerMain.class, directory.resolve(name + ".log"), Map.of("ASSAY_DATA_DIR", directory.resolve("data").toString()), "--kafka-config", client.toString());
    }
}
