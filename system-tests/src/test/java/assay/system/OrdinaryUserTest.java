package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same run as somebody who is not root, as on every real cluster. */
@Timeout(120)
class OrdinaryUserTest {
    private static final String USER = "bench";

    @RegisterExtension
    final Workbench workbench = new Workbench();

    /** From here on commands run as somebody who is not root. */
    static void become(Workbench workbench) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user; all other tests ran as " + System.getProperty("user.name"));
        assumeTrue(Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(USER + ":")), "there is no user " + USER);
        workbench.becomes(USER);
    }

    @Test
    void shouldRunAsAnOrdinaryUser() throws Exception {
        // given
        become(workbench);
        List<String> words = new ArrayList<>(List.of("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString()));
        words.addAll(Recipes.SHORT);

        // when
        Ended ended = workbench.assay(words.toArray(String[]::new));

        // then
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("VALID").doesNotContain("INVALID");
        RunEvents events = workbench.events();
        assertThat(Slurm.show(events.clusterJob("db"))).contains("UserId=" + USER + "(");
        assertThat(events.of("job.reported", "db").getFirst().path("data").path("details").path("user").asString()).isEqualTo(USER);
        Leftovers.assertNone(events.run(), workbench.output());
    }
}
