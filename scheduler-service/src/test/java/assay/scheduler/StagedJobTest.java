package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a program finds what was staged for it. */
@Timeout(60)
final class StagedJobTest {
    private static final String SEE = "printf '%s\\n' \"$ASSAY_STAGED_LOADGEN\" \"$ASSAY_WITH_MODEL\" \"$ASSAY_WITH_SIZE\" > \"$ASSAY_RUN_DIR/seen\"; touch up; exec sleep 100";
    @TempDir
    private Path directory;
    private JobTrial trial;
    private Path model;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
        model = Files.createDirectories(directory.resolve("models/it's tiny"));
    }

    @AfterEach
    void closeTrial() throws IOException {
        trial.close();
    }

    @Test
    void shouldNameThePlacesInTheProgramsVariables() throws Exception {
        // given
        Path loadgen = Files.createDirectories(directory.resolve("cache/loadgen"));
        trial.write("artifacts.tsv", "assay:loadgen\t" + loadgen + "\n/models/a\t" + model + "\n");

        // when
        Process job = trial.start(script(Map.of("ASSAY_STAGED_LOADGEN", "assay:loadgen", "ASSAY_WITH_MODEL", "/models/a")));
        trial.await(job, "READY");

        // then
        assertThat(trial.file("seen")).hasContent(loadgen + "\n" + model + "\n7\n");
    }

    @Test
    void shouldTakeAReferenceForThePathWhereNothingElseIsSaid() throws Exception {
        // when
        Process job = trial.start(script(Map.of("ASSAY_STAGED_LOADGEN", model.toString())));
        trial.await(job, "READY");

        // then
        assertThat(trial.file("seen")).hasContent(model + "\n/models/a\n7\n");
    }

    @Test
    void shouldEndWhereTheNodeDoesNotSeeIt() throws Exception {
        // given
        trial.write("artifacts.tsv", "assay:loadgen\t/nowhere/loadgen\n");

        // when
        Process job = trial.start(script(Map.of("ASSAY_STAGED_LOADGEN", "assay:loadgen")));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.last()).containsEntry("reason", "prepare-failed");
        assertThat(trial.log()).contains("assay:loadgen was staged to /nowhere/loadgen, which cannot be read on n1");
    }

    @Test
    void shouldTakeWhatTheShellExportsByHand() throws Exception {
        // given
        Path run = Files.createDirectory(directory.resolve("mine"));

        // when
        Process job = trial.start(script(Map.of("ASSAY_STAGED_LOADGEN", "assay:loadgen")), "1",
                Map.of("ASSAY_BY_HAND", "1", "ASSAY_RUN_DIR", run.toString(), "ASSAY_STAGED_LOADGEN", "/mine/loadgen"));
        trial.await(job, () -> Files.exists(run.resolve("seen")));
        job.destroy();

        // then
        assertThat(trial.exit(job)).isEqualTo(143);
        assertThat(run.resolve("seen")).content().startsWith("/mine/loadgen\n");
        assertThat(trial.log()).contains("by hand: assay:loadgen was not staged");
    }

    @ParameterizedTest
    @CsvSource({"PATH,/models/a", "ASSAY_TOKEN,/models/a", "ASSAY_STAGED_X,models/a", "ASSAY_STAGED_X,$(id)"})
    void shouldRefuseOtherVariablesAndWhatIsNoReference(String variable, String reference) {
        assertThatThrownBy(() -> script(Map.of(variable, reference))).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Expected ");
    }

    private JobScripted script(Map<String, String> staged) {
        Program program = new Program("", List.of(), SEE, "", Map.of("ASSAY_WITH_MODEL", "/models/a", "ASSAY_WITH_SIZE", "7"), List.of(), Map.of(), List.of(), staged, Container.PLAIN);
        return Samples.script(Samples.service(program, "[ -e up ]", 10, List.of()), trial.site(), trial.config());
    }
}
