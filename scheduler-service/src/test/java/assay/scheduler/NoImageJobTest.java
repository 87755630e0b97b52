package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose image cannot be entered, where Apptainer is: they end before anything of the program runs, and say why. */
@Timeout(60)
final class NoImageJobTest {
    private static final String UP = "[ -e up ]";
    private static final String WAIT = "touch up; exec sleep 100";

    @TempDir
    private Path directory;
    private JobTrial trial;

    @BeforeEach
    void openTrial() throws Exception {
        assumeTrue(Bash.installed("apptainer"), "apptainer is not installed; `dev/test --install` installs it");
        trial = new JobTrial(directory);
    }

    @AfterEach
    void closeTrial() throws IOException {
        if (trial != null) {
            trial.close();
        }
    }

    @Test
    void shouldSayThatTheAccountCannotReadTheImage() throws Exception {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can drop root");
        Path hidden = Files.createDirectory(directory.resolve("hidden"));
        Program program = new Program(hidden.toString(), List.of(), WAIT, "", Map.of(), List.of("nobody"));

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 10, List.of()), Samples.SITE, trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.log()).contains("the image " + hidden + " cannot be read by nobody on n1");
    }

    @Test
    void shouldSayThatThereIsNoSuchImage() throws Exception {
        // when
        Process job = trial.start(script(new Program("/nowhere/pg.sif", List.of(), WAIT, "", Map.of(), List.of())));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.last()).containsEntry("reason", "no-image");
        assertThat(trial.log()).contains("there is no image /nowhere/pg.sif on n1");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldSayWhatIsNotThereToBeBound() throws Exception {
        // when
        Process job = trial.start(script(new Program(BuiltImage.postgresql(), List.of(), WAIT, "", Map.of(), List.of(), Map.of(), List.of(), Map.of(), new Container(List.of("/nowhere/data:/data"), false, false))));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.log()).contains("/nowhere/data, which the recipe binds into the image, is not there for");
    }

    @Test
    void shouldShowTheRuntimesWordsWhenTheImageIsNone() throws Exception {
        // given
        Path none = Files.writeString(directory.resolve("none.sif"), "no image");

        // when
        Process job = trial.start(script(new Program(none.toString(), List.of(), WAIT, "", Map.of(), List.of())));

        // then
        assertThat(trial.exit(job)).isEqualTo(69);
        assertThat(trial.log()).contains("FATAL", "bash cannot be started in the image " + none + " on n1");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldFetchNothingInsideAJob() throws Exception {
        // when
        Process job = trial.start(script(new Program("docker://redis:7", List.of(), WAIT, "", Map.of(), List.of())));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.log()).contains("the image docker://redis:7 was not staged, and is not fetched inside a job");
    }

    private JobScripted script(Program program) {
        return Samples.script(Samples.service(program, UP, 10, List.of()), trial.site(), trial.config());
    }
}
