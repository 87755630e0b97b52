package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.ClusterSilentException;
import assay.cluster.Eventually;
import assay.cluster.command.CommandResult;
import assay.cluster.command.LocalCommands;
import assay.events.Token;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the adapter says while the controller is frozen. Needs a test cluster that may be hurt: {@code ASSAY_TESTCLUSTER} names the script that does
 * so ({@code fault ctld-freeze SECONDS}).
 */
class SlurmFaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SCRIPT = "#!/bin/bash\n#SBATCH --time=5\nsleep 60\n";

    @TempDir
    private Path run;
    private SlurmCluster cluster;

    @BeforeEach
    void open() {
        assumeTrue(System.getenv("ASSAY_TESTCLUSTER") != null, "ASSAY_TESTCLUSTER names no test cluster that may be hurt");
        cluster = LiveSlurm.open();
        cluster.store().create(run.toString());
        cluster.store().furnish(run.toString());
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Process fault(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getenv("ASSAY_TESTCLUSTER"), "fault"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD).start();
    }

    private static Path controller() throws IOException {
        try (LocalCommands commands = new LocalCommands(CommandEnvironment.cleaned(System.getenv()))) {
            var configuration = (CommandResult.Ended) commands.run(SlurmArguments.configuration(), LIMIT);
            String pidFile = ControllerOutput.setting(configuration.out(), "SlurmctldPidFile").orElseThrow();
            return Path.of("/proc", Files.readString(Path.of(pidFile)).strip(), "status");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Token token() {
        return Samples.token("fault-" + System.nanoTime() % 100_000_000);
    }

    private SubmitRequest request(Token token) {
        return new SubmitRequest(token, SCRIPT, run.toString(), Instant.now().plus(LIMIT));
    }

    @Test
    void shouldBeInDoubtWhileTheControllerIsFrozenAndFindTheJobLater() throws Exception {
        // given
        Token token = token();
        Path controller = controller();
        SlurmCluster impatient = SlurmCluster.open(new SlurmConfig(System.getenv(), Duration.ofSeconds(2), run));
        Process freeze = fault("ctld-freeze", "11");
        Eventually.until(LIMIT, () -> read(controller), status -> status.contains("State:\tT"));

        // when
        Submission submission = cluster.submit(request(token));

        // then
        assertThatThrownBy(impatient::jobs).isInstanceOf(ClusterSilentException.class).hasMessage("squeue did not answer within 2.0 s");
        assertThat(freeze.waitFor()).isZero();
        assertThat(submission).isEqualTo(new Submission.Ambiguous("Socket timed out on send/recv operation"));
        List<ListedJob> found = Eventually.until(LIMIT, () -> cluster.find(token), jobs -> !jobs.isEmpty());
        found.forEach(job -> cluster.cancel(new JobRef(job.id(), token)));
        assertThat(found).hasSize(1);
        assertThat(Eventually.until(LIMIT, () -> cluster.find(token), jobs -> jobs.stream().allMatch(job -> job.state().terminal())))
                .allMatch(job -> job.state().terminal());
    }
}
