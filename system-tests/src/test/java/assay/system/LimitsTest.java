package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that the cluster would take one by one, but never lets run at the same time, are refused with the limit's name. */
@Timeout(120)
class LimitsTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldNameTheQosThatLetsOneJobRun() {
        // when
        Ended ended = assay(shipped(), "slurm.qos=dev");

        // then
        assertThat(ended.console()).contains("db and load must run at the same time, but qos dev lets you run 1 job at a time (MaxJobsPU)").contains("use another qos");
        assertRefused(ended);
    }

    @Test
    void shouldNameThePartitionThatHasOneNodeForTwoThatWantItWhole() {
        // when
        Ended ended = assay(shipped(), "slurm.partition=gpu", "slurm.exclusive=true");

        // then
        assertThat(ended.console()).contains("db and load must run at the same time and take 2 whole nodes, but partition gpu has 1 node (TotalNodes)");
        assertRefused(ended);
    }

    @Test
    void shouldRunWhatMayShareThatNode() throws Exception {
        // given
        String recipe = workbench.recipe("shares.yaml", Recipes.client("true"));

        // when
        assay(recipe, "slurm.partition=gpu", "slurm.qos=short");

        // then
        RunEvents events = workbench.events();
        assertThat(events.types()).contains("job.submitted").doesNotContain("run.refused");
        Closing.assertWhole(events, "load", "web");
    }

    private String shipped() {
        return workbench.installation().recipe("postgresql.yaml").toString();
    }

    private Ended assay(String recipe, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("run", recipe, "-o", workbench.output().toString()));
        List.of(settings).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return workbench.assay(arguments.toArray(String[]::new));
    }

    private void assertRefused(Ended ended) {
        assertThat(ended.exitCode()).isEqualTo(4);
        RunEvents events = workbench.events();
        assertThat(events.types()).contains("run.refused").doesNotContain("job.released", "job.submission-intended", "job.submitted");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(Slurm.living(events.run())).isEmpty();
    }
}
