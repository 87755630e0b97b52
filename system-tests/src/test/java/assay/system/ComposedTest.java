package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code docker compose up} starts: Kafka, each Assay service in a container of its own, and the gateway in front. No cluster is with them. */
@Timeout(400)
class ComposedTest {
    @RegisterExtension
    final Workbench workbench = Workbench.withoutSlurm();

    @Test
    void shouldAnswerThatNoClusterIsConfigured() throws Exception {
        ContainerEngine.assumeHas("assay", "apache/kafka:" + System.getProperty("kafka.version"));
        ContainerEngine.assumeComposes();
        Path project = Files.createDirectory(workbench.directory().resolve("project"));
        Path file = Files.copy(Installation.CHECKOUT.resolve("docker-compose.yml"), project.resolve("docker-compose.yml"));
        try (Composition composition = Composition.up(file)) {
            // given
            Path key = Files.writeString(workbench.directory().resolve("key"), composition.said("cat", "/config/assay/admin.key"));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            workbench.environment("ASSAY_KEY_FILE", key.toString());
            workbench.environment("ASSAY_SERVER", composition.server());
            workbench.recipe("one.yaml", Recipes.measured(1, 0));

            // when
            Ended run = workbench.assay("run", "one.yaml", "-o", "results");

            // then
            assertThat(run.exitCode()).as(run.console()).isEqualTo(4);
            assertThat(run.console()).contains("no cluster configured", "connect: { ssh: USER@LOGIN-NODE }");
        }
    }
}
