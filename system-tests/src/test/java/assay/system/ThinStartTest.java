package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a command that asks a server takes, from the return key to the prompt. */
@Isolated("what runs beside it would be measured too")
@Timeout(120)
class ThinStartTest {
    @RegisterExtension
    static final Workbench WORKBENCH = Workbench.withoutSlurm();
    private static final Duration LIMIT = Duration.ofMillis(400);
    private static final int TRIES = 10;
    private static ThinInstallation installation;

    @BeforeAll
    static void begin() throws Exception {
        installation = ThinInstallation.set(WORKBENCH);
        WORKBENCH.recipe("plain.yaml", Recipes.measured(1, 0) + "cluster: local\n");
        Ended run = WORKBENCH.assay("run", "plain.yaml");
        assertThat(run.exitCode()).as(run.console()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show latest", "events latest", "submit plain.yaml"})
    void shouldTakeNoMoreThanFourTenthsOfASecond(String words) {
        // when
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            Instant begin = Instant.now();
            int code = WORKBENCH.start(command(words)).await(Duration.ofSeconds(30)).exitCode();
            Duration taken = Duration.between(begin, Instant.now());
            assertThat(code).isZero();
            quickest = taken.compareTo(quickest) < 0 ? taken : quickest;
        }

        // then
        assertThat(quickest).as("the quickest of %d", TRIES).isLessThan(LIMIT);
    }

    private static List<String> command(String words) {
        return List.of("env", "ASSAY_SERVER=" + installation.server(), "bash", "-c", installation.launcher() + " " + words);
    }
}
