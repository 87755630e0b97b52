package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two data directories of one Slurm user, each with a server and a run of its own at the same time: neither touches the other's jobs. */
@Timeout(300)
class TwoServersTest {
    @RegisterExtension
    final Workbench mine = new Workbench();
    @RegisterExtension
    final Workbench other = new Workbench();

    @Test
    void shouldLeaveTheJobsOfAnotherLogAlone() throws Exception {
        // given
        Path cancelled = mine.directory().resolve("cancelled");
        Trial run = Trial.start(mine, "cancelled", Recipes.client("sleep 100"));
        Trial bystander = Trial.start(other, "bystander", Recipes.measured("until [ -e " + cancelled + " ]; do sleep 0.2; done", 0));
        run.awaitMeasuring();
        bystander.awaitMeasuring();

        // when
        Ended cancel = mine.assay("cancel", run.id());

        // then
        assertThat(cancel.exitCode()).isZero();
        run.assertEnds(5);
        Files.createFile(cancelled);
        RunEvents events = bystander.assertCarriedThrough(0, "VALID");
        assertThat(other.assay("list").out()).contains(bystander.id()).doesNotContain(run.id());
        assertThat(events.types()).doesNotContain("cancel.accepted");
    }
}
