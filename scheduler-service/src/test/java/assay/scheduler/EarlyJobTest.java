package assay.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.JobEvent.JobScripted;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that was queued with its service and waits for it inside its job. */
@Timeout(60)
final class EarlyJobTest {
    private static final ClientSpec.Jobs EARLY = new ClientSpec.Jobs(Scope.RUN, 1, true, 1);

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
    void shouldWaitForItsServiceAndSaySo() throws Exception {
        // given
        try (ServerSocket service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Process job = trial.start(script(600));
            Map<String, String> waiting = trial.await(job, "PHASE");

            // when
            trial.write("endpoints/db.env", "ASSAY_DB_PORT='" + service.getLocalPort() + "'\nASSAY_DB_ADDRESSES='lo=127.0.0.1'\n");

            // then
            assertThat(trial.exit(job)).as(trial.log()).isZero();
            assertThat(waiting).containsEntry("phase", "waiting").containsEntry("for", "db");
            assertThat(trial.events("PHASE")).extracting(event -> event.get("phase")).containsExactly("waiting", "measure", "measured");
            assertThat(trial.file("endpoints")).isDirectoryNotContaining("glob:**.look.*");
        }
    }

    @Test
    void shouldStopWaitingWhenAskedTo() throws Exception {
        // given
        Process job = trial.start(script(600));
        trial.await(job, "PHASE");

        // when
        trial.age("stop/" + JobTrial.TOKEN, 0);

        // then
        assertThat(trial.exit(job)).isZero();
        assertThat(trial.last()).containsEntry("reason", "stop-requested").containsEntry("program_exit", "");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldStopWaitingWhenNobodyHoldsTheLease() throws Exception {
        // given
        Process job = trial.start(script(600));
        trial.await(job, "PHASE");

        // when
        trial.age("lease/runner", 1000);

        // then
        assertThat(trial.exit(job)).isEqualTo(74);
        assertThat(trial.last()).containsEntry("reason", "lease-expired");
        trial.shouldHaveLeftNothing();
    }

    @Test
    void shouldStopWaitingBeforeItsTimeIsOver() throws Exception {
        // when
        Process job = trial.start(script(12));

        // then
        assertThat(trial.exit(job)).isEqualTo(143);
        assertThat(trial.last()).containsEntry("reason", "time-limit").containsEntry("exit", "143");
        trial.shouldHaveLeftNothing();
    }

    private JobScripted script(long timeSeconds) {
        return Samples.script(Samples.client(Samples.run("true"), EARLY, timeSeconds), 1, trial.site(), trial.config());
    }
}
