package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot run is refused with the place or with Slurm's words, and nothing is submitted. */
@Timeout(300)
class RefusalTest {
    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();
    @RegisterExtension
    final Workbench apart = new Workbench();

    @Test
    void shouldNameThePlaceOfAMistakeInTheRecipe() throws Exception {
        // when
        Trial trial = Trial.start(WORKBENCH, "bad", Recipes.service("sleep 9", "").replace("    slurm:", "    slrum:"));

        // then
        assertThat(refused(trial)).contains("bad.yaml:7:5: ", "slrum", "slurm");
        assertNothingSubmitted(WORKBENCH, trial, "recipe.rejected", "REJECTED");
    }

    @Test
    void shouldGiveSlurmsWordsForAPartitionThatDoesNotExist() {
        // when
        Trial trial = Trial.shipped(WORKBENCH, "nosuch", "slurm.partition=nosuch");

        // then
        assertThat(refused(trial)).contains("invalid partition specified: nosuch");
        assertNothingSubmitted(WORKBENCH, trial, "run.refused", "REFUSED");
    }

    @Test
    void shouldSayWhereThereIsNoSlurm() throws Exception {
        // given
        apart.environment("PATH", Slurm.pathWithout(apart.directory().resolve("tools")));

        // when
        Trial trial = Trial.shipped(apart, "without", "cluster=slurm");

        // then
        assertThat(refused(trial)).contains("sbatch", "PATH");
        assertNothingSubmitted(apart, trial, "run.refused", "REFUSED");
    }

    @Test
    void shouldLeaveAnOutputDirectoryAloneThatIsNotEmpty() throws Exception {
        // given
        Path full = Files.createDirectory(WORKBENCH.directory().resolve("full"));
        Path precious = Files.createFile(full.resolve("precious"));

        // when
        Ended ended = runInto(full);

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains(full + " is not empty", "--output-dir");
        assertThat(full).isDirectoryContaining(precious::equals);
    }

    @Test
    void shouldNameAnOutputDirectoryThatCannotBeMade() throws Exception {
        // given
        Path inTheWay = Files.createFile(WORKBENCH.directory().resolve("file"));

        // when
        Ended ended = runInto(inTheWay.resolve("out"));

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains(inTheWay.toString());
    }

    private static Ended runInto(Path output) {
        return WORKBENCH.assay("run", WORKBENCH.installation().recipe("postgresql.yaml").toString(), "-o", output.toString());
    }

    private static String refused(Trial trial) {
        Ended ended = trial.await();
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        return ended.console();
    }

    private static void assertNothingSubmitted(Workbench workbench, Trial trial, String event, String outcome) {
        RunEvents events = workbench.events();
        assertThat(events.types()).contains(event).doesNotContain("job.submission-intended", "job.submitted", "run.cleaned", "report.published");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(outcome);
        assertThat(Slurm.living(events.run())).isEmpty();
        assertThat(List.of("secrets", "claims", "lease", "logs")).noneMatch(directory -> Files.exists(trial.output().resolve(directory)));
    }
}
