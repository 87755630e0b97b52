package assay.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.ClusterContract;
import assay.cluster.ClusterSilentException;
import assay.cluster.Eventually;
import assay.cluster.slurm.SlurmCluster;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract against a real Slurm behind a real sshd. */
class SshClusterTest extends ClusterContract {
    @TempDir
    private static Path server;
    private static TestSshd sshd;
    private static Cluster cluster;

    @TempDir
    private Path root;

    @BeforeAll
    static void open() {
        if (!SlurmCluster.present()) {
            abort("there is no sbatch on PATH");
        }
        sshd = TestSshd.start(server.resolve("sshd"));
        cluster = SshCluster.open(sshd.config(sshd.connect()));
        try {
            cluster.facts();
        } catch (ClusterSilentException e) {
            close();
            abort("Slurm is installed, but does not answer: " + e.getMessage());
        }
    }

    @AfterAll
    static void close() {
        if (sshd != null) {
            cluster.close();
            sshd.close();
        }
    }

    @Override
    protected Cluster cluster() {
        return cluster;
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("run %j").toString();
    }

    @Test
    void shouldSayByWhichWayItIsReached() {
        // when
        Map<String, String> facts = cluster.facts().facts();

        // then
        assertThat(facts).containsEntry("reached by", "ssh " + sshd.connect().ssh());
    }

    @Test
    void shouldRefuseWithSlurmsWords() {
        // given
        String script = "#!/bin/bash\n#SBATCH --partition=no_such\nsleep 60\n";

        // when
        Submission submission = submit(newToken(), script);

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.PERMANENT, "invalid partition specified: no_such; Invalid partition name specified"));
    }

    @Test
    void shouldFindAndEndAProcessThatBearsAToken() throws IOException {
        // given
        Token token = newToken();
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().putAll(Map.of("ASSAY_TOKEN", token.value(), "ASSAY_RUN_DIR", "/runs/it's one"));
        Process process = builder.start();
        Trace trace = Eventually.until(LIMIT, () -> cluster.traces(List.of()).stream().filter(found -> found.token().equals(token)).toList(), found -> !found.isEmpty()).getFirst();

        // when
        cluster.end(new Trace(token, Kind.PROCESS, trace.place(), trace.since().plusSeconds(1), trace.runDirectory()));
        boolean livedOn = process.isAlive();
        cluster.end(trace);

        // then
        assertThat(livedOn).isTrue();
        assertThat(Eventually.until(LIMIT, process::isAlive, alive -> !alive)).isFalse();
        assertThat(trace).isEqualTo(new Trace(token, Kind.PROCESS, Long.toString(process.pid()), trace.since(), "/runs/it's one"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3_600, 3_600})
    void shouldHoldToTheDeadlineByTheClockThere(int seconds, @TempDir Path skewed) throws IOException {
        // given
        Path date = Files.writeString(Files.createDirectory(skewed.resolve("bin")).resolve("date"), "#!/bin/sh\nexec /bin/date -d '" + seconds + " seconds' \"$@\"\n");
        assertThat(date.toFile().setExecutable(true)).isTrue();
        Token token = newToken();
        Token late = newToken();

        // when
        try (TestSshd other = TestSshd.start(skewed.resolve("sshd"), "PATH=" + date.getParent() + ":" + System.getenv("PATH")); Cluster far = SshCluster.open(other.config(other.connect()))) {
            Submission intime = far.submit(new SubmitRequest(token, script("sleep 60"), runDirectory(), Instant.now().plus(LIMIT)));
            Submission past = far.submit(new SubmitRequest(late, script("sleep 60"), runDirectory(), Instant.now().plusMillis(1)));

            // then
            assertThat(intime).isInstanceOfSatisfying(Submission.Accepted.class, accepted -> remember(new JobRef(accepted.id(), token)));
            assertThat(past).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, "the deadline of the submission had passed"));
            assertThat(far.find(late)).isEmpty();
        }
    }

    @Test
    void shouldBeInDoubtWhileTheControllerIsFrozenAndFindTheJobLater() throws Exception {
        // given
        String script = System.getenv("ASSAY_TESTCLUSTER");
        assumeTrue(script != null, "ASSAY_TESTCLUSTER names no test cluster that may be hurt");
        Token token = newToken();
        SshConfig config = sshd.config(sshd.connect());
        try (Cluster impatient = SshCluster.open(new SshConfig(config.connect(), config.environment(), root, Duration.ofSeconds(2)))) {
            assertThat(impatient.jobs()).isNotNull();
            Process freeze = new ProcessBuilder(script, "fault", "ctld-freeze", "11").redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
            Eventually.until(LIMIT, () -> silence(impatient), words -> !words.isEmpty());

            // when
            Submission submission = cluster.submit(new SubmitRequest(token, script("sleep 60"), runDirectory(), Instant.now().plus(LIMIT)));

            // then
            assertThat(silence(impatient)).contains("did not answer within 2.0 s");
            assertThat(freeze.waitFor()).isZero();
            assertThat(submission).isEqualTo(new Submission.Ambiguous("Socket timed out on send/recv operation"));
            List<ListedJob> found = Eventually.until(LIMIT, () -> cluster.find(token), jobs -> !jobs.isEmpty());
            found.forEach(job -> remember(new JobRef(job.id(), token)));
            assertThat(found).hasSize(1);
        }
    }

    private static String silence(Cluster cluster) {
        try {
            cluster.jobs();
            return "";
        } catch (ClusterSilentException e) {
            return e.getMessage();
        }
    }

    @Test
    void shouldSubmitALongScriptWhole() {
        // given
        Token token = newToken();
        String script = script("cat <<'END' > /dev/null\n" + "é%s'\"\\ $(false)\n".repeat(20_000) + "END", "echo whole > results/said");

        // when
        Submission submission = cluster.submit(new SubmitRequest(token, script, runDirectory(), Instant.now().plus(LIMIT)));

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Accepted.class, accepted -> remember(new JobRef(accepted.id(), token)));
        assertThat(Eventually.until(LIMIT, () -> cluster.store().get(runDirectory(), "results/said", 0, 10), Optional::isPresent)).isPresent();
    }
}
