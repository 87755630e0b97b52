package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot run is refused with the place or with Slurm's words, and nothing is submitted. */
@Timeout(100)
class RefusalTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldNameThePlaceOfAMistakeInTheRecipe() throws Exception {
        // given
        String recipe = workbench.recipe("bad.yaml", Recipes.service("sleep 9", "").replace("    slurm:", "    slrum:"));

        // when
        Ended ended = workbench.assay("run", recipe, "-o", workbench.output().toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains("bad.yaml:7:5: ").contains("slrum").contains("slurm");
        assertNothingSubmitted("recipe.rejected", "REJECTED");
    }

    @Test
    void shouldGiveSlurmsWordsForAPartitionThatDoesNotExist() {
        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString(),
                "--set", "slurm.partition=nosuch");

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains("invalid partition specified: nosuch");
        assertNothingSubmitted("run.refused", "REFUSED");
    }

    @Test
    void shouldSayWhereThereIsNoSlurm() throws Exception {
        // given
        workbench.environment("PATH", Slurm.pathWithout(workbench.directory().resolve("tools")));

        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString(),
                "--set", "cluster=slurm");

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains("sbatch").contains("PATH");
        assertNothingSubmitted("run.refused", "REFUSED");
    }

    @Test
    void shouldLeaveAnOutputDirectoryAloneThatIsNotEmpty() throws Exception {
        // given
        Path precious = Files.createFile(Files.createDirectory(workbench.output()).resolve("precious"));

        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains(workbench.output() + " is not empty", "--output-dir");
        assertThat(workbench.output()).isDirectoryContaining(precious::equals);
    }

    @Test
    void shouldNameAnOutputDirectoryThatCannotBeMade() throws Exception {
        // given
        Path inTheWay = Files.createFile(workbench.directory().resolve("file"));

        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", inTheWay.resolve("out").toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains(inTheWay.toString());
    }

    private void assertNothingSubmitted(String event, String outcome) {
        RunEvents events = workbench.events();
        assertThat(events.types()).contains(event).doesNotContain("job.submission-intended", "job.submitted", "run.cleaned", "report.published");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(outcome);
        assertThat(Slurm.living(events.run())).isEmpty();
        assertThat(List.of("secrets", "claims", "lease", "logs")).noneMatch(directory -> Files.exists(workbench.output().resolve(directory)));
    }
}
