package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program finds around it beside its service: the recipe's small files and the user's own secrets. */
@Timeout(60)
final class ProgramJobTest {
    private static final String SECRET = "gr8-s3cret 'of' $mine";

    @TempDir
    private Path directory;
    private JobTrial trial;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
        Files.createDirectories(trial.file("secrets/own"));
        Files.createDirectories(trial.file("files/lua"));
        trial.write("secrets/own/api-key", SECRET + "\n");
        trial.write("files/bench it.sql", "select 1;\n");
        trial.write("files/lua/a.lua", "return 1\n");
    }

    @AfterEach
    void closeTrial() throws IOException {
        trial.close();
    }

    @Test
    void shouldBringTheRecipesFilesBeforeItPrepares() throws Exception {
        // given
        Program program = program("cat 'bench it.sql' lua/a.lua > \"$ASSAY_RUN_DIR/seen\"", "touch up; exec sleep 100", Map.of(), List.of("bench it.sql", "lua/a.lua"));

        // when
        Process job = trial.start(script(program));
        trial.await(job, "READY");

        // then
        assertThat(trial.file("seen")).hasContent("select 1;\nreturn 1\n");
    }

    @Test
    void shouldGiveFilesToTheAccountThatTheProgramRunsAs() throws Exception {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can drop root");
        Program program = new Program("", List.of(), "id -un; stat -c %U lua lua/a.lua; echo '-- mine' >> lua/a.lua; touch up; exec sleep 100", "", Map.of(), List.of("nobody"),
                Map.of("KEY", "api-key"), List.of("lua/a.lua"));

        // when
        Process job = trial.start(Samples.script(Samples.service(program, "[ -e up ] && [ -n \"$KEY\" ]", 10, List.of()), Samples.SITE, trial.config()));
        trial.await(job, "READY");
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.log()).contains("nobody\nnobody\nnobody\n");
    }

    @Test
    void shouldEndWhenAFileIsMissing() throws Exception {
        // when
        Process job = trial.start(script(program("", "exec sleep 100", Map.of(), List.of("none.sql"))));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.last()).containsEntry("reason", "prepare-failed").containsEntry("exit", "66");
        assertThat(trial.log()).contains("files/none.sql cannot be brought");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldRunByHandWithoutFilesAndSecretsAndSaySo() throws Exception {
        // given
        Program program = program("", "touch up; [ ! -e none.sql ]; echo \"$KEY\" > \"$ASSAY_RUN_DIR/seen\"; exec sleep 100", Map.of("KEY", "other"), List.of("none.sql"));
        Path run = Files.createDirectory(directory.resolve("mine"));

        // when
        Process job = trial.start(script(program), "1", Map.of("ASSAY_BY_HAND", "1", "ASSAY_RUN_DIR", run.toString(), "KEY", "typed"));
        trial.await(job, () -> Files.exists(run.resolve("seen")));
        job.destroy();

        // then
        assertThat(trial.exit(job)).isEqualTo(143);
        assertThat(run.resolve("seen")).hasContent("typed");
        assertThat(trial.log()).contains("by hand: " + run + "/files/none.sql is not there", "by hand: the secret other is not in " + run + "/secrets/own");
    }

    @Test
    void shouldGiveASecretToTheProgramAndShowItToNobodyElse() throws Exception {
        // given
        String text = "printf '%s' \"$KEY\" > \"$ASSAY_RUN_DIR/seen\"; until [ -e \"$ASSAY_RUN_DIR/go\" ]; do sleep 0.1; done; touch up; exec sleep 100";
        Process job = trial.start(script(program("[ -n \"$KEY\" ]", text, Map.of("KEY", "api-key"), List.of())));
        List<String> shown = new ArrayList<>();

        // when
        trial.await(job, () -> shown.addAll(commandLinesWithTheSecret()) | Files.exists(trial.file("seen")));
        trial.write("go", "");
        trial.await(job, () -> shown.addAll(commandLinesWithTheSecret()) | !trial.events("READY").isEmpty());
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.file("seen")).hasContent(SECRET);
        assertThat(shown).isEmpty();
        assertThat(trial.log()).doesNotContain("s3cret");
        assertThat(trial.events().toString()).doesNotContain("s3cret");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldNotShowASecretWhenTheShellIsTraced() throws Exception {
        // given
        JobScripted job = script(program("", "touch up; exec sleep 100", Map.of("KEY", "api-key"), List.of()));
        JobScripted traced = new JobScripted(job.job(), "set -x\n" + job.script(), job.directives(), job.sha256());

        // when
        Process process = trial.start(traced);
        trial.await(process, "READY");

        // then
        assertThat(trial.log()).contains("+ assay_exec").doesNotContain("s3cret");
    }

    @Test
    void shouldGiveASecretToTheProgramInsideAnImage() throws Exception {
        // given
        Path image = Files.createDirectory(directory.resolve("store"));
        Program program = new Program(image.toString(), List.of("sleep", "100"), "", "", Map.of(), List.of(), Map.of("KEY", "api-key"), List.of());

        // when
        Process job = trial.start(script(program), "4711", Map.of("PATH", RuntimeStandIn.alone(directory.resolve("bin"), "apptainer", image)));
        trial.await(job, () -> Files.exists(trial.file("seen")));

        // then
        assertThat(trial.file("seen")).hasContent(SECRET);
        assertThat(Files.readString(trial.file("calls"))).doesNotContain("s3cret");
    }

    @Test
    void shouldEndWhenASecretIsMissing() throws Exception {
        // when
        Process job = trial.start(script(program("", "exec sleep 100", Map.of("KEY", "none"), List.of())));

        // then
        assertThat(trial.exit(job)).isEqualTo(66);
        assertThat(trial.log()).contains("the secret secrets/own/none for KEY cannot be read");
        trial.shouldHaveLeftNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../b", "a//b", "", ".", "a/", "secrets/x", "output/x"})
    void shouldRefuseFilesThatLeadElsewhere(String file) {
        assertThatThrownBy(() -> script(program("", "x", Map.of(), List.of(file)))).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("Expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "ASSAY_WITH_X", "assay_program", "PATH", "BASH_ENV", "UID", "A B", "", "é"})
    void shouldRefuseSecretsInVariablesThatAreNotTheRecipes(String variable) {
        assertThatThrownBy(() -> script(program("", "x", Map.of(variable, "api-key"), List.of()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("variable");
    }

    private static List<String> commandLinesWithTheSecret() {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(process -> process.getFileName().toString().matches("\\d+")).map(ProgramJobTest::commandLine).filter(line -> line.contains("gr8-s3cret")).toList();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static Program program(String prepare, String run, Map<String, String> secrets, List<String> files) {
        return new Program("", List.of(), run, prepare, Map.of(), List.of(), secrets, files);
    }

    private JobScripted script(Program program) {
        return Samples.script(Samples.service(program, "[ -e up ]", 10, List.of()), trial.site(), trial.config());
    }
}
