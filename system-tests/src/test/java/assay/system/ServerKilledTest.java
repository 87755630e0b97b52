package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole server with its Kafka is killed while a client measures: the next command starts it again, and the run ends as if nothing had been. */
@Timeout(300)
class ServerKilledTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldEndTheRunAfterAKill() throws Exception {
        // given
        List<String> words = new ArrayList<>(List.of("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString(), "--detach"));
        words.addAll(Recipes.SHORT);
        String run = workbench.assay(words.toArray(String[]::new)).out().strip();
        workbench.awaitReport("load", "\"phase\":\"measure\"");
        ProcessHandle server = workbench.server().orElseThrow();

        // when
        server.destroyForcibly();
        server.onExit().join();
        Ended watch = workbench.assay("watch", run);

        // then
        assertThat(watch.exitCode()).isZero();
        assertThat(watch.out()).contains("VALID").doesNotContain("INVALID");
        assertThat(workbench.server().orElseThrow().pid()).isNotEqualTo(server.pid());
        RunEvents events = workbench.events();
        assertThat(events.of("job.submitted", "db")).hasSize(1);
        assertThat(events.of("job.submitted", "load")).hasSize(1);
        Closing.assertWhole(events, "load", "db");
        PgbenchReport.assertEqual(workbench.output(), events);
        Leftovers.assertNone(run, workbench.output());
    }
}
