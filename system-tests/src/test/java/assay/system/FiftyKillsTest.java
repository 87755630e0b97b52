package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole server with its Kafka is killed again and again while runs go on: what was acknowledged is there, and every run ends. */
@Timeout(1500)
class FiftyKillsTest {
    private static final int KILLS = 50;
    private static final int A_RUN_EVERY = 5;
    private static final long SEED = 42;
    private static final int LONGEST_LIFE_MILLIS = 4_000;
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @RegisterExtension
    final Workbench workbench = new Workbench();
    private final Random random = new Random(SEED);
    private final Map<String, Path> runs = new LinkedHashMap<>();

    @Test
    void shouldLoseNothingThatWasAcknowledged() throws Exception {
        // given
        String recipe = workbench.recipe("recipe.yaml", Recipes.measured(3, 0));

        // when
        for (int kill = 0; kill < KILLS; kill++) {
            Started server = workbench.startAssay("server");
            if (kill % A_RUN_EVERY == 0 || random.nextBoolean()) {
                Eventually.await("the server is there", AT_MOST, () -> workbench.server().filter(ProcessHandle::isAlive).isPresent());
            }
            if (kill % A_RUN_EVERY == 0) {
                submit(recipe, kill);
            }
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)).toNanos());
            server.kill();
        }

        // then
        for (Map.Entry<String, Path> run : runs.entrySet()) {
            Ended wait = workbench.assay("wait", run.getKey());
            assertThat(wait.exitCode()).as(wait.console()).isZero();
            assertThat(run.getValue().resolve("report/result.json")).exists();
            Leftovers.assertNone(run.getKey(), run.getValue());
        }
    }

    private void submit(String recipe, int number) throws IOException {
        Path output = workbench.directory().resolve("out-" + number);
        Ended submit = workbench.assay("submit", recipe, "-o", output.toString());
        assertThat(submit.exitCode()).as(submit.console()).isZero();
        runs.put(submit.out().strip(), output);
    }
}
