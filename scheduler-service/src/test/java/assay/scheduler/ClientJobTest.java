package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.plan.Planner;
import assay.events.JobEvent.JobScripted;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobName;
import assay.events.PlannedJob;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

/** A client's script as it runs, against a port that this test listens on. */
@Timeout(60)
final class ClientJobTest {
    @TempDir
    private Path directory;
    private JobTrial trial;
    private ServerSocket service;

    @BeforeEach
    void openTrial() throws IOException {
        trial = new JobTrial(directory);
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        trial.write("endpoints/db.env", "ASSAY_DB_PORT='" + service.getLocalPort() + "'\nASSAY_DB_ADDRESSES='bad0=127.0.0.99 lo=127.0.0.1'\nASSAY_DB_USER='o'\\''neil'\n");
        trial.write("secrets/db.password", "s3cret");
    }

    @AfterEach
    void closeTrial() throws IOException {
        service.close();
        trial.close();
    }

    @Test
    void shouldRunAllWindowsOneAfterAnother() throws Exception {
        // given
        String text = """
                [ -e "$ASSAY_SCRATCH/prepared" ]
                echo "$ASSAY_TARGET_HOST $ASSAY_DB_HOST $ASSAY_TARGET_PORT $ASSAY_TARGET_USER $(cat "$ASSAY_TARGET_SECRET_PASSWORD")" > "$ASSAY_OUTPUT/seen-$ASSAY_REPETITION"
                """;
        Program program = new Program("", List.of(), text, "echo x >> \"$ASSAY_RUN_DIR/prepares\"; touch prepared", Map.of(), List.of());

        // when
        Process job = trial.start(Samples.script(Samples.client(program, "touch \"$ASSAY_OUTPUT/discarded\""), 2, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(trial.events("PHASE")).extracting(event -> event.get("phase") + event.get("repetition"))
                .containsExactly("prepare1", "warmup1", "measure1", "measured1", "warmup2", "measure2", "measured2");
        assertThat(trial.last()).containsEntry("reason", "done").containsEntry("exit", "0").containsEntry("program_exit", "0");
        String port = Integer.toString(service.getLocalPort());
        assertThat(trial.file("results/load/rep-2/seen-2")).hasContent("127.0.0.1 127.0.0.1 " + port + " o'neil s3cret");
        assertThat(trial.file("results/load/rep-1")).isDirectoryNotContaining("glob:**discarded");
        assertThat(trial.file("prepares")).hasContent("x");
        assertThat(trial.file("lease/" + JobTrial.TOKEN)).doesNotExist();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldNotLetOneWindowsLeftoversWorkBesideTheNext() throws Exception {
        // given
        String text = """
                pid="$ASSAY_RUN_DIR/pid"
                if [ -e "$pid" ] && grep -qs '^State:.[RS]' "/proc/$(cat "$pid")/status"; then exit 4; fi
                sleep 100 & echo $! > "$pid"
                """;

        // when
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 2, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldEndWithTheExitCodeOfAFailedWindow() throws Exception {
        // given
        Program program = Samples.run("touch \"$ASSAY_OUTPUT/partial\"; exit 3");

        // when
        Process job = trial.start(Samples.script(Samples.client(program, ""), 3, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).isEqualTo(3);
        assertThat(trial.events("PHASE")).extracting(event -> event.get("phase")).containsExactly("measure", "measured");
        assertThat(trial.events("PHASE").getLast()).containsEntry("exit", "3");
        assertThat(trial.last()).containsEntry("reason", "program-failed").containsEntry("exit", "3").containsEntry("program_exit", "3");
        assertThat(trial.file("results/load/rep-1/partial")).exists();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldStopInTheMiddleOfAWindowWhenAskedTo() throws Exception {
        // given
        Process job = trial.start(Samples.script(Samples.client(Samples.run("sleep 100"), ""), 3, trial.site(), trial.config()));
        trial.await(job, "PHASE");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.last()).containsEntry("reason", "stop-requested");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldTouchItsLeaseInAWindowAndStartNoOtherWithoutTheRunners() throws Exception {
        // given
        String text = "until [ -e \"$ASSAY_RUN_DIR/go\" ]; do sleep 0.1; done";
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 2, trial.site(), trial.config()));
        trial.await(job, () -> Files.exists(trial.file("lease/" + JobTrial.TOKEN)));
        trial.age("lease/runner", 1000);

        // when
        trial.write("go", "");

        // then
        assertThat(trial.exit(job)).isEqualTo(74);
        assertThat(trial.events("PHASE")).extracting(event -> event.get("phase")).containsExactly("measure", "measured");
        assertThat(trial.last()).containsEntry("reason", "lease-expired");
        trial.shouldHaveLeftNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "warmup"})
    void shouldEndBeforeItsFirstWindowWhenNobodyHoldsTheLease(String phase) throws Exception {
        // given
        String prepare = phase.equals("prepare") ? "sleep 100" : "";
        Program program = new Program("", List.of(), "true", prepare, Map.of(), List.of());
        Process job = trial.start(Samples.script(Samples.client(program, "sleep 100"), 1, trial.site(), trial.config()));
        trial.await(job, () -> trial.events("PHASE").stream().anyMatch(event -> phase.equals(event.get("phase"))));

        // when
        trial.age("lease/runner", 1000);

        // then
        assertThat(trial.exit(job)).isEqualTo(74);
        assertThat(trial.last()).containsEntry("reason", "lease-expired");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldRunByHandWithoutALease() throws Exception {
        // given
        Path run = Files.createDirectory(directory.resolve("mine"));
        Files.createDirectory(run.resolve("endpoints"));
        Files.copy(trial.file("endpoints/db.env"), run.resolve("endpoints/db.env"));
        String text = "echo hello > \"$ASSAY_OUTPUT/out\"";

        // when
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 1, trial.site(), trial.config()), "1",
                Map.of("ASSAY_BY_HAND", "1", "ASSAY_RUN_DIR", run.toString()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(run.resolve("results/load/rep-1/out")).hasContent("hello");
    }

    @Test
    void shouldRunTheRepetitionThatItsJobIsFor() throws Exception {
        // given
        Program program = new Program("", List.of(), "echo \"window $ASSAY_REPETITION\"", "echo \"$ASSAY_REPETITION\" > \"$ASSAY_RUN_DIR/prepared\"", Map.of(), List.of());
        ClientSpec client = Samples.client(program, new ClientSpec.Jobs(Scope.REPETITION, 1, false, 1), 600);

        // when
        Process job = trial.start(Samples.script(client, 3, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(trial.events("PHASE")).extracting(event -> event.get("phase") + event.get("repetition")).containsExactly("prepare3", "measure3", "measured3");
        assertThat(trial.file("prepared")).hasContent("3");
        assertThat(trial.file("results/load-r3/rep-3/stdout.txt")).hasContent("window 3");
        assertThat(trial.file("results/load")).doesNotExist();
    }

    @Test
    void shouldReadTheEndpointOfTheJobThatProvidesItsService() throws Exception {
        // given
        Files.move(trial.file("endpoints/db.env"), trial.file("endpoints/db-r1.env"));
        ServiceSpec plain = Samples.service(Samples.run("sleep 60"), "", 5, List.of());
        ServiceSpec db = new ServiceSpec("db", "", Map.of(), plain.program(), plain.ready(), plain.stop(), Map.of(), List.of(), List.of(), "auto", Samples.SLURM, "",
                new ServiceSpec.Life(Scope.REPETITION, 1, 600));
        Recipe recipe = Samples.recipe(trial.site(), List.of(db), List.of(Samples.client(Samples.run("echo \"$ASSAY_DB_USER\""), "")), 1);
        JobScripted script = new ScriptWriter().write(recipe, Planner.plan(recipe), trial.config()).getLast();

        // when
        Process job = trial.start(script);

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(trial.file("results/load-r1/rep-1/stdout.txt")).hasContent("o'neil");
    }

    @Test
    void shouldKeepWhatAWindowPrintedAndShowItsEnd() throws Exception {
        // given
        String text = "echo first; head -c 100000 /dev/zero | tr '\\0' x; echo; echo last; echo at once >&2; echo \"discarded\" > \"$ASSAY_OUTPUT/own\"";

        // when
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), "echo warm"), 1, trial.site(), trial.config()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(trial.file("results/load/rep-1/stdout.txt")).hasSize(100_012).content().startsWith("first\nxxx").endsWith("x\nlast\n");
        assertThat(trial.file("results/load/rep-1/own")).exists();
        assertThat(trial.log()).contains("warm\n", "at once\n", "the last 65536 of 100012 bytes of results/load/rep-1/stdout.txt:\n", "x\nlast\n").doesNotContain("first");
        assertThat(trial.log().length()).isBetween(65_536, 70_000);
    }

    @Test
    void shouldShowWhatAWindowPrintedThatWasStopped() throws Exception {
        // given
        Process job = trial.start(Samples.script(Samples.client(Samples.run("echo so far; exec sleep 100"), ""), 1, trial.site(), trial.config()));
        Path printed = trial.file("results/load/rep-1/stdout.txt");
        trial.await(job, () -> printed.toFile().length() > 0);

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.log()).contains("so far\n");
    }

    @Test
    void shouldRefuseATargetThatItDoesNotNeed() {
        // given
        PlannedJob job = new PlannedJob(new JobName("load"), PlannedJob.Kind.CLIENT, "load", List.of(), 1, 600, 1);
        Recipe recipe = Samples.recipe(trial.site(), List.of(), List.of(Samples.client(Samples.run("true"), "")), 1);

        // when / then
        assertThatThrownBy(() -> new ScriptWriter().write(recipe, new RunPlanned(List.of(job), 0), trial.config())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its target 'db'");
    }
}
