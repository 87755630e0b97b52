package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.recipe.Program;
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
        Process job = trial.start(Samples.script(Samples.client(program, "touch \"$ASSAY_OUTPUT/discarded\""), 2, trial.config()));

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
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 2, trial.config()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldEndWithTheExitCodeOfAFailedWindow() throws Exception {
        // given
        Program program = Samples.run("touch \"$ASSAY_OUTPUT/partial\"; exit 3");

        // when
        Process job = trial.start(Samples.script(Samples.client(program, ""), 3, trial.config()));

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
        Process job = trial.start(Samples.script(Samples.client(Samples.run("sleep 100"), ""), 3, trial.config()));
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
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 2, trial.config()));
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

    @Test
    void shouldRunByHandWithoutALease() throws Exception {
        // given
        Path run = Files.createDirectory(directory.resolve("mine"));
        Files.createDirectory(run.resolve("endpoints"));
        Files.copy(trial.file("endpoints/db.env"), run.resolve("endpoints/db.env"));
        String text = "echo hello > \"$ASSAY_OUTPUT/out\"";

        // when
        Process job = trial.start(Samples.script(Samples.client(Samples.run(text), ""), 1, trial.config()), "1",
                Map.of("ASSAY_BY_HAND", "1", "ASSAY_RUN_DIR", run.toString()));

        // then
        assertThat(trial.exit(job)).as(trial.log()).isZero();
        assertThat(run.resolve("results/load/rep-1/out")).hasContent("hello");
    }
}
