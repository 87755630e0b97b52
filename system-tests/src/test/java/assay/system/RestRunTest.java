package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped PostgreSQL recipe on a cluster that is asked by its REST daemon alone, as a profile names it. */
@Timeout(300)
class RestRunTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldMeasureAsByCommands() throws Exception {
        // given
        String address = System.getenv().getOrDefault("SLURMRESTD", "");
        assumeTrue(!address.isEmpty(), "no slurmrestd is named by SLURMRESTD");
        Path profiles = Files.createDirectories(workbench.directory().resolve(".config/assay/clusters"));
        Files.writeString(profiles.resolve("rest.yaml"), "profile: 1\nconnect: { rest: " + address + " }\n");
        OrdinaryUserTest.become(workbench);

        // when
        Trial trial = Trial.shipped(workbench, "rest", "cluster=rest");

        // then
        RunEvents events = trial.assertMeasured("(first look)");
        assertThat(events.data("cluster.observed").path("adapter").asString()).isEqualTo("slurmrestd");
        Closing.assertWhole(events, "load", "db");
        PgbenchReport.assertEqual(trial.output(), events);
    }
}
