package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import assay.events.recipe.ServiceSpec;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A service's script as it runs: real bash, real processes. */
@Timeout(60)
final class ServiceJobTest {
    private static final String UP = "[ -e \"$ASSAY_SCRATCH/up\" ]";

    @TempDir
    private Path directory;
    private JobTrial trial;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
    }

    @AfterEach
    void closeTrial() throws IOException {
        trial.close();
    }

    @Test
    void shouldBecomeReadyAndEndWithZeroWhenAskedTo() throws Exception {
        // given
        Process job = trial.start(script("setsid -f sleep 100; touch \"$ASSAY_SCRATCH/up\"; sleep 100 & sleep 100"));
        Map<String, String> ready = trial.await(job, "READY");
        trial.write("secrets/db.password", "of others, too");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.file("secrets/db.password")).exists();
        assertThat(ready).containsEntry("host", "n1").containsKeys("port", "addresses", "version", "seconds");
        assertThat(ready.get("addresses")).matches("\\S+=[0-9.]+( \\S+=[0-9.]+)*");
        assertThat(trial.events()).extracting(event -> event.get("type")).containsExactly("STARTED", "READY", "STOPPED");
        assertThat(trial.last()).containsEntry("reason", "stop-requested").containsEntry("exit", "0").containsEntry("program_exit", "143")
                .containsEntry("file", JobTrial.TOKEN + ".4711.0.000003.json").containsEntry("v", "1").containsEntry("job", "4711");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldKillWhatDoesNotHeedItsSignal() throws Exception {
        // given
        Process job = trial.start(script("trap '' TERM; touch \"$ASSAY_SCRATCH/up\"; while :; do sleep 1; done"));
        trial.await(job, "READY");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.last()).containsEntry("program_exit", "137");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldLetTheProgramTrapItsOwnStopSignal() throws Exception {
        // given
        ServiceSpec plain = Samples.service(Samples.run("trap 'exit 5' INT; touch \"$ASSAY_SCRATCH/up\"; while :; do sleep 0.1; done"), UP, 20, List.of());
        ServiceSpec service = new ServiceSpec("db", "", Map.of(), plain.program(), plain.ready(), new ServiceSpec.Stop("INT", 10), Map.of(), List.of(),
                List.of(), "auto", Samples.SLURM, "echo 'Store 1.2 \"beta\"'; echo more");
        Process job = trial.start(Samples.script(service, trial.site(), trial.config()));
        Map<String, String> ready = trial.await(job, "READY");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.last()).containsEntry("program_exit", "5");
        assertThat(ready).containsEntry("version", "Store 1.2 \\\"beta\\\"");
    }

    @Test
    void shouldEndOrderlyWhenSlurmSignals() throws Exception {
        // given
        Process job = trial.start(script("touch \"$ASSAY_SCRATCH/up\"; exec sleep 100"));
        trial.await(job, "READY");

        // when
        job.destroy();

        // then
        assertThat(trial.exit(job)).isEqualTo(143);
        assertThat(trial.last()).containsEntry("type", "STOPPED").containsEntry("reason", "signal").containsEntry("exit", "143");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldReportAProgramThatEndsBeforeItIsReady() throws Exception {
        // when
        Process job = trial.start(script("exit 7"));

        // then
        assertThat(trial.exit(job)).isEqualTo(7);
        assertThat(trial.last()).containsEntry("reason", "program-exited").containsEntry("exit", "7").containsEntry("program_exit", "7");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldTakeAnEndByItselfForAFailureEvenWithZero() throws Exception {
        // when
        Process job = trial.start(script("touch \"$ASSAY_SCRATCH/up\"; sleep 1"));

        // then
        assertThat(trial.exit(job)).isEqualTo(1);
        assertThat(trial.events("READY")).hasSize(1);
        assertThat(trial.last()).containsEntry("reason", "program-exited").containsEntry("exit", "1").containsEntry("program_exit", "0");
    }

    @Test
    void shouldGiveUpOnAServiceThatIsNotReadyInTime() throws Exception {
        // given
        ServiceSpec service = Samples.service(Samples.run("exec sleep 100"), "echo no such thing; false", 1, List.of());

        // when
        Process job = trial.start(Samples.script(service, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(72);
        assertThat(trial.last()).containsEntry("reason", "not-ready").containsEntry("exit", "72");
        assertThat(trial.log()).contains("no such thing");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldGiveUpAtOnceOnAServiceThatWillNeverBeReady() throws Exception {
        // given
        ServiceSpec service = Samples.service(Samples.run("exec sleep 100"), "echo the engine is dead; exit 86", 100, List.of());

        // when
        Process job = trial.start(Samples.script(service, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(72);
        assertThat(trial.last()).containsEntry("reason", "never-ready").containsEntry("exit", "72");
        assertThat(trial.log()).contains("however long it is waited for", "the engine is dead");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldReportAFailedPreparation() throws Exception {
        // given
        Program program = new Program("", List.of(), "sleep 100", "[ \"$PWD\" = \"$ASSAY_SCRATCH\" ] || exit 1; exit 9", Map.of(), List.of());

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 5, List.of()), trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(9);
        assertThat(trial.last()).containsEntry("reason", "prepare-failed").containsEntry("exit", "9");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldReplacePortAndOwnNamesInCommandsAndNothingElse() throws Exception {
        // given
        String print = "printf '%s|' \"$@\" > \"$ASSAY_RUN_DIR/words\"; touch \"$ASSAY_SCRATCH/up\"; exec sleep 100";
        List<String> command = List.of("bash", "-c", print, "x", "-p", "$PORT", "${ASSAY_TOKEN}:$ASSAY_WITH_MODE", "$PORTAL $HOME $(touch evil) `id` 'a' $", "${PORT}1", "");
        Program program = new Program("", command, "", "", Map.of("ASSAY_WITH_MODE", "a $PORT 'b'"), List.of());

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 10, List.of()), trial.site(), trial.config()));
        String port = trial.await(job, "READY").get("port");

        // then
        assertThat(Files.readString(trial.file("words")))
                .isEqualTo("-p|" + port + "|" + JobTrial.TOKEN + ":a $PORT 'b'|$PORTAL $HOME $(touch evil) `id` 'a' $|" + port + "1||");
        assertThat(trial.file("evil")).doesNotExist();
    }

    @Test
    void shouldGiveTheProgramItsSecretsAndItsEnvironment() throws Exception {
        // given
        trial.write("secrets/db.pass-word", "s3cret");
        String text = "cat \"$ASSAY_SECRET_PASS_WORD\" > \"$ASSAY_RUN_DIR/seen\"; echo \" $QUOTED $PORT $ASSAY_PORT\" >> \"$ASSAY_RUN_DIR/seen\"; touch up; exec sleep 100";
        Program program = new Program("", List.of(), text, "", Map.of("QUOTED", "it's $(id)\nhere"), List.of());

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 10, List.of("pass-word")), trial.site(), trial.config()));
        String port = trial.await(job, "READY").get("port");

        // then
        assertThat(Files.readString(trial.file("seen"))).isEqualTo("s3cret it's $(id)\nhere " + port + " " + port + "\n");
    }

    @Test
    void shouldLiveWhileAnyLeaseIsFreshAndEndWhenNoneIs() throws Exception {
        // given
        Process job = trial.start(script("touch \"$ASSAY_SCRATCH/up\"; exec sleep 100"));
        trial.await(job, "READY");
        trial.age("lease/load-a1.abcdefghij.l0g1d234.assay", 0);
        trial.age("lease/runner", 1000);
        Path looked = trial.file("lease/.now." + JobTrial.TOKEN);
        long before = Files.getLastModifiedTime(looked).toMillis();
        trial.await(job, () -> looked.toFile().lastModified() > before + 1500);
        assertThat(job.isAlive()).isTrue();
        trial.write("secrets/db.password", "s3cret");

        // when
        trial.age("lease/load-a1.abcdefghij.l0g1d234.assay", 1000);

        // then
        assertThat(trial.exit(job)).isEqualTo(74);
        assertThat(trial.last()).containsEntry("reason", "lease-expired").containsEntry("exit", "74");
        assertThat(trial.file("secrets")).doesNotExist();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldRunAsAnotherAccountWhenTheJobIsRoots() throws Exception {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can drop root");
        trial.write("secrets/db.password", "s3cret");
        Program program = new Program("", List.of(), "id -un > who; cat \"$ASSAY_SECRET_PASSWORD\" >> who; exec sleep 100", "", Map.of(),
                List.of("no-such-account", "nobody"));
        ServiceSpec plain = Samples.service(program, "grep -q nobody who && grep -q s3cret who", 10, List.of("password"));
        ServiceSpec service = new ServiceSpec("db", "", Map.of(), program, plain.ready(), plain.stop(), Map.of(), plain.secrets(), List.of(), "auto",
                Samples.SLURM, "echo \"$HOME $(id -un)\"");
        Process job = trial.start(Samples.script(service, Samples.SITE, trial.config()));
        Map<String, String> ready = trial.await(job, "READY");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.events().getFirst()).containsEntry("user", "nobody").containsEntry("host_user", "root");
        assertThat(ready).containsEntry("version", "/tmp/assay-" + JobTrial.TOKEN + " nobody");
        assertThat(Path.of("/tmp/assay-" + JobTrial.TOKEN)).doesNotExist();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldFailClearlyWhenThereIsNoAccountToDropRootTo() throws Exception {
        // given
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can drop root");
        Program program = new Program("", List.of(), "exit 0", "", Map.of(), List.of("no-such-account"));

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 5, List.of()), trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(77);
        assertThat(trial.last()).containsEntry("reason", "prepare-failed");
        assertThat(trial.log()).contains("none of these accounts exists on n1: no-such-account");
    }

    /** Without Apptainer, and where the runtime bears its old name. */
    @ParameterizedTest
    @ValueSource(strings = {"apptainer", "singularity"})
    void shouldRunInsideTheImageAndGiveItsEnvironmentAlong(String name) throws Exception {
        // given
        Path image = Files.createDirectory(directory.resolve("store"));
        Program program = new Program(image.toString(), List.of("bash", "-c", "echo \"$PORT $MODE\" > inside; exec sleep 100"), "", "", Map.of("MODE", "a b"), List.of(), Map.of(),
                List.of(), Map.of(), new Container(List.of(), true, true));

        // when
        Process job = trial.start(Samples.script(Samples.service(program, "cat inside", 10, List.of()), trial.site(), trial.config()), "4711",
                Map.of("PATH", RuntimeStandIn.alone(directory.resolve("bin"), name, image)));
        trial.await(job, "READY");
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(Files.readAllLines(trial.file("calls")).getFirst()).startsWith("--quiet exec --cleanenv --no-eval ")
                .contains("--pwd /tmp ", " --nv ", " --writable-tmpfs ", ":/tmp ", " " + image + " ");
        assertThat(trial.events("ENTERED").getFirst()).containsEntry("runtime", name + " 1.2.3").containsEntry("sha256", "");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldNotReplaceAnImageByTheHostsProgram() throws Exception {
        // given
        Program program = new Program("/images/store.sif", List.of("sleep", "100"), "", "", Map.of(), List.of());

        // when
        Process job = trial.start(Samples.script(Samples.service(program, UP, 5, List.of()), trial.site(), trial.config()), "4711",
                Map.of("PATH", RuntimeStandIn.none(directory.resolve("bin"))));

        // then
        assertThat(trial.exit(job)).isEqualTo(69);
        assertThat(trial.log()).contains("has neither apptainer nor singularity");
    }

    private JobScripted script(String text) {
        return Samples.script(Samples.service(Samples.run(text), UP, 10, List.of()), trial.site(), trial.config());
    }
}
