package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.kafka.KafkaContainer;

/** The Assay services on a Kafka that is not theirs: Apache's own image, with its own settings. Jobs run on this machine. */
@Timeout(300)
class ContainerKafkaTest {
    private static final String RUN = "container1";
    private static final String IMAGE = "apache/kafka:" + System.getProperty("kafka.version");

    @RegisterExtension
    final Workbench workbench = Workbench.withoutSlurm();

    @Test
    void shouldCarryARunThrough() throws Exception {
        ContainerEngine.assumeHas(IMAGE);
        try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
            // given
            kafka.start();
            Path configuration = Files.writeString(workbench.directory().resolve("client.properties"), "bootstrap.servers=" + kafka.getBootstrapServers() + "\n");
            SeparateServices services = SeparateServices.start(workbench, configuration);

            // when
            services.ask(RUN, "cluster=local");
            Eventually.await("the report", Duration.ofSeconds(120), () -> Files.exists(workbench.output().resolve("report/result.json")));

            // then
            assertThat(services.processes()).allMatch(Started::alive);
            assertThat(Files.readString(workbench.output().resolve("report/result.json"))).contains("\"VALID\"");
            assertThat(Leftovers.processes(RUN)).isEmpty();
        }
    }
}
