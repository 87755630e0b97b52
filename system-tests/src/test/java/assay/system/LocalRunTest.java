package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shipped PostgreSQL recipe on this very machine: named by the recipe's user, and because there is no Slurm. */
@Timeout(300)
class LocalRunTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldRunOnThisMachineWhereItIsNamed() throws Exception {
        // when
        Ended ended = workbench.assay(run("--set", "cluster=local"));

        // then
        assertRanLocally(ended);
    }

    @Test
    void shouldRunOnThisMachineWhereThereIsNoSlurm() throws Exception {
        // given
        workbench.environment("PATH", Slurm.pathWithout(workbench.directory().resolve("tools")));

        // when
        Ended ended = workbench.assay(run());

        // then
        assertRanLocally(ended);
    }

    private String[] run(String... further) {
        List<String> words = new ArrayList<>(List.of("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString()));
        words.addAll(Recipes.SHORT);
        words.addAll(List.of(further));
        return words.toArray(String[]::new);
    }

    private void assertRanLocally(Ended ended) throws Exception {
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("VALID (first look)").doesNotContain("INVALID");
        RunEvents events = workbench.events();
        assertThat(events.data("cluster.observed").path("adapter").asString()).isEqualTo("local");
        PgbenchReport.assertEqual(workbench.output(), events);
        Closing.assertWhole(events, "load", "db");
        Leftovers.assertNone(events.run(), workbench.output());
    }
}
