package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cannot run is refused with the place or with Slurm's words, and nothing is submitted. */
@Timeout(60)
class RefusalTest {
    private static final List<String> NEEDED = List.of("bash", "env", "java", "readlink", "find", "flock", "tput", "setsid", "setpriv", "cat", "kill");

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
        workbench.environment("PATH", pathWithoutSlurm());

        // when
        Ended ended = workbench.assay("run", workbench.installation().recipe("postgresql.yaml").toString(), "-o", workbench.output().toString());

        // then
        assertThat(ended.exitCode()).isEqualTo(4);
        assertThat(ended.console()).contains("the local cluster is not available yet");
        assertNothingSubmitted("run.refused", "REFUSED");
    }

    /** A folder with what the launcher needs and nothing else. */
    private String pathWithoutSlurm() throws Exception {
        Path tools = Files.createDirectory(workbench.directory().resolve("tools"));
        for (String name : NEEDED) {
            for (String directory : List.of("/usr/bin", "/bin")) {
                Path program = Path.of(directory, name);
                if (Files.isExecutable(program) && !Files.exists(tools.resolve(name))) {
                    Files.createSymbolicLink(tools.resolve(name), program);
                }
            }
        }
        return tools.toString();
    }

    private void assertNothingSubmitted(String event, String outcome) {
        RunEvents events = workbench.events();
        assertThat(events.types()).contains(event).doesNotContain("job.submission-intended", "job.submitted", "run.cleaned", "report.published");
        assertThat(events.data("run.finished").path("outcome").asString()).isEqualTo(outcome);
        assertThat(Slurm.living(events.run())).isEmpty();
        assertThat(workbench.output().resolve("secrets")).satisfiesAnyOf(path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
    }
}
