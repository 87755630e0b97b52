package assay.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.Cluster;
import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.ListedJob;
import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.Cluster.Trace;
import assay.cluster.Cluster.Trace.Kind;
import assay.cluster.ClusterContract;
import assay.cluster.Eventually;
import assay.cluster.RemoteStore.Mode;
import assay.events.ClusterState;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on this machine, and what is this adapter's alone. After each test nothing of it runs. */
@EnabledOnOs(OS.LINUX)
class LocalClusterTest extends ClusterContract {
    private static final Duration KILL_WAIT = Duration.ofSeconds(1);
    private static final String DAEMON = "setsid -f bash -c 'trap \"\" TERM HUP; while :; do sleep 0.1; done' daemon-of-";

    @TempDir
    private Path root;
    private LocalCluster cluster;

    @BeforeEach
    void open() {
        cluster = open(Map.of("PATH", System.getenv("PATH"), "HOME", root.toString(), "SECRET", "s3cret"));
    }

    private LocalCluster open(Map<String, String> environment) {
        return LocalCluster.open(new LocalConfig(root.resolve("state"), environment, KILL_WAIT));
    }

    @Override
    protected void afterTheLastJob() {
        cluster.close();
        assertThat(Eventually.until(LIMIT, this::left, List::isEmpty)).isEmpty();
        assertThat(root.resolve("state/new")).isEmptyDirectory();
    }

    /** Supervisors and jobs of this test that still run. */
    private List<String> left() {
        return ProcessFacts.all().stream().filter(process -> !process.ended() && process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.text("cmdline").contains(root.toString()) || process.environment().contains("HOME=" + root))
                .map(process -> process.text("cmdline").replace('\0', ' ')).toList();
    }

    @Override
    protected Cluster cluster() {
        if (cluster == null) {
            open();
        }
        return cluster;
    }

    @Override
    protected String newRunDirectory() {
        return root.resolve("run %j $(id) 'x\"").toString();
    }

    private JobRef accepted(String script) {
        Token token = newToken();
        return new JobRef(((Submission.Accepted) submit(token, script)).id(), token);
    }

    private ListedJob ended(JobRef job) {
        return Eventually.until(LIMIT, () -> cluster.history(List.of(job)).getFirst(), listed -> listed.state().terminal());
    }

    private String said(String path) {
        return Eventually.until(LIMIT, () -> cluster.store().get(runDirectory(), path, 0, 10_000)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(""), text -> text.endsWith("\n"));
    }

    private JobRecord record(JobRef job) {
        try {
            return new Records(root.resolve("state")).read(Long.parseLong(job.id().value())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldTraceTheSupervisorAndTheProcessesOfAJobAndEndThem() {
        // given
        JobRef job = accepted(script("sleep 61 & sleep 62"));
        awaitState(job, ClusterState.RUNNING);

        // when
        List<Trace> traces = Eventually.until(LIMIT, () -> traces(job), found -> found.size() == 4);
        traces.stream().filter(trace -> trace.kind() == Kind.SUPERVISOR).forEach(cluster::end);

        // then
        assertThat(traces).extracting(Trace::kind).containsOnlyOnce(Kind.SUPERVISOR).contains(Kind.PROCESS);
        assertThat(traces).extracting(Trace::runDirectory).containsOnly(runDirectory());
        assertThat(ended(job).state()).isEqualTo(ClusterState.CANCELLED);
        assertThat(traces(job)).isEmpty();
    }

    private List<Trace> traces(JobRef job) {
        return cluster.traces(List.of()).stream().filter(trace -> trace.token().equals(job.token())).toList();
    }

    @Test
    void shouldSayWhatItDoesNotDo() {
        // when
        Map<String, String> facts = cluster.facts().facts();

        // then
        assertThat(facts).containsEntry("cluster", "local").containsEntry("limits", "limits on memory and CPUs are not enforced")
                .containsKeys("host", "kernel", "cpus", "memory", "queue");
    }

    @Test
    void shouldSayToAJobWhatSlurmWouldAndNothingElse() {
        // when
        JobRef job = accepted("#!/bin/bash\n#SBATCH --time=5\n#SBATCH --ntasks=1\nenv > results/env; ls -l /proc/self/fd > results/open; umask > results/umask");

        // then
        assertThat(ended(job).state()).isEqualTo(ClusterState.COMPLETED);
        assertThat(said("results/env").lines()).contains("SLURM_JOB_ID=" + job.id(), "SLURM_JOB_NAME=" + job.token(), "SLURM_RESTART_COUNT=0",
                "SLURM_CPUS_ON_NODE=1", "SLURMD_NODENAME=" + cluster.facts().facts().get("host"), "PWD=" + runDirectory())
                .noneMatch(line -> line.startsWith("SECRET") || line.startsWith("OLDPWD"));
        assertThat(said("results/open").lines().filter(line -> line.contains("->"))).hasSize(4);
    }

    @Test
    void shouldTellFailureByTheExitCode() {
        // when
        ListedJob listed = ended(accepted(script("exit 3")));

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.FAILED);
        assertThat(listed.exitCode()).isEqualTo(3);
        assertThat(listed.reason()).isEqualTo("NonZeroExitCode");
        assertThat(listed.started()).isAfterOrEqualTo(listed.submitted().minusMillis(1));
    }

    @Test
    void shouldFailWhereNoLogCanBeWritten() throws IOException {
        // given
        Files.delete(Path.of(runDirectory(), "logs"));

        // when
        ListedJob listed = ended(accepted(script("touch results/ran")));

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.FAILED);
        assertThat(listed.reason()).startsWith("cannot write " + runDirectory() + "/logs/");
        assertThat(Path.of(runDirectory(), "results/ran")).doesNotExist();
    }

    @Test
    void shouldEndAJobAtItsTimeLimitAfterAWarning() {
        // given
        String script = "#!/bin/bash\n#SBATCH --time=0:03\n#SBATCH --signal=B:USR1@2\n"
                + "trap 'echo warned $SECONDS' USR1; trap 'echo asked; exit 0' TERM; while :; do sleep 0.1; done\n";

        // when
        JobRef job = accepted(script);
        ListedJob listed = ended(job);

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.TIMEOUT);
        assertThat(listed.reason()).isEqualTo("TimeLimit");
        assertThat(Duration.between(listed.started(), listed.ended())).isBetween(Duration.ofMillis(2800), Duration.ofSeconds(6));
        assertThat(said("logs/" + job.token() + "." + job.id() + ".log")).matches("(?s)warned [12]\n.*asked\n.*");
    }

    @Test
    void shouldKillWhatDoesNotEndAtTheLimit() {
        // given
        JobRef job = accepted("#!/bin/bash\n#SBATCH --time=0:01\ntrap '' TERM; while :; do sleep 0.1; done\n");

        // when
        ListedJob listed = ended(job);

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.TIMEOUT);
        assertThat(listed.exitCode()).isEqualTo(137);
    }

    @Test
    void shouldCancelATreeThatIgnoresItAndWentAway() {
        // given
        JobRef job = accepted(script("trap '' TERM HUP", DAEMON + "$$ &", "(exec setsid bash -c 'trap \"\" TERM; while :; do sleep 0.1; done') &",
                "env -i HOME=$HOME ASSAY_TOKEN=$SLURM_JOB_NAME " + DAEMON + "x", "echo ready > results/ready", "while :; do sleep 0.1; done"));
        said("results/ready");

        // when
        cluster.cancel(job);

        // then
        assertThat(cluster.find(job.token())).extracting(ListedJob::state).containsExactly(ClusterState.COMPLETING);
        assertThat(ended(job).state()).isEqualTo(ClusterState.CANCELLED);
        assertThat(Processes.of(List.of(record(job)))).isEmpty();
    }

    @Test
    void shouldLeaveNothingOfAJobThatSucceeded() {
        // given
        String script = script("setsid -f sleep 300", "env -i ASSAY_TOKEN=$SLURM_JOB_NAME HOME=$HOME setsid -f sleep 300", "sleep 300 &", "exit 0");

        // when
        ListedJob listed = ended(accepted(script));

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.COMPLETED);
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldFindItsJobsAgain() {
        // given
        JobRef lasting = accepted(script("sleep 60"));
        JobRef passing = accepted(script("while [ ! -e stop/now ]; do sleep 0.05; done; exit 4"));
        awaitState(lasting, ClusterState.RUNNING);
        cluster.close();

        // when
        cluster.store().put(runDirectory(), "stop/now", new byte[0], Mode.NORMAL);
        cluster = open(System.getenv());

        // then
        assertThat(cluster.jobs()).extracting(ListedJob::id).containsExactly(lasting.id(), passing.id());
        assertThat(ended(passing).exitCode()).isEqualTo(4);
        assertThat(cluster.find(lasting.token())).extracting(ListedJob::state).containsExactly(ClusterState.RUNNING);
        assertThat(accepted(script("exit 0")).id().value()).isEqualTo("3");
    }

    @Test
    void shouldNeverCallAJobCompletedWhoseSupervisorWasKilled() {
        // given
        JobRef job = accepted(script("setsid -f sleep 300", "echo x > results/ready", "sleep 300"));
        said("results/ready");
        ProcessHandle.of(record(job).supervisor().pid()).orElseThrow().destroyForcibly();

        // when
        ListedJob listed = ended(job);

        // then
        assertThat(listed.state()).isEqualTo(ClusterState.NODE_FAIL);
        assertThat(listed.exitCode()).isEqualTo(-1);
        assertThat(listed.reason()).contains("supervisor is gone without a record");
        assertThat(cluster.jobs()).extracting(ListedJob::state).containsExactly(ClusterState.NODE_FAIL);
    }

    @Test
    void shouldNotMistakeAnotherProcessForASupervisor() throws IOException {
        // given
        JobRef job = accepted(script("exit 0"));
        ended(job);
        Path fake = root.resolve("state/jobs/77");
        Files.createDirectory(fake);
        Token token = newToken();
        Records.describe(fake, token, runDirectory(), Instant.now());
        Process bystander = new ProcessBuilder("setsid", "sleep", "300").start();
        try {
            Files.writeString(fake.resolve("supervisor"), bystander.pid() + " 1 " + record(job).supervisor().boot() + "\n");
            Files.writeString(fake.resolve("started"), "1795000000000\n");

            // when
            List<ListedJob> found = cluster.find(token);

            // then
            assertThat(found).extracting(ListedJob::state).containsExactly(ClusterState.NODE_FAIL);
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void shouldEndATwinWithoutHarmToTheOwner() {
        // given
        String claim = script("ln -s $SLURM_JOB_ID claims/$SLURM_JOB_NAME.l || exit 0", "echo $SLURM_JOB_ID > claims/$SLURM_JOB_NAME",
                "ASSAY_TOKEN=$SLURM_JOB_NAME " + DAEMON + "x", "echo x > results/ready", "sleep 60");
        Token token = newToken();
        JobRef owner = new JobRef(((Submission.Accepted) submit(token, claim)).id(), token);
        said("results/ready");

        // when
        JobRef twin = new JobRef(((Submission.Accepted) submit(token, claim)).id(), token);

        // then
        assertThat(ended(twin).state()).isEqualTo(ClusterState.COMPLETED);
        assertThat(cluster.find(token)).extracting(ListedJob::state).containsExactly(ClusterState.RUNNING, ClusterState.COMPLETED);
        assertThat(Processes.of(List.of(record(owner))).get(1L)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void shouldNotBringAJobIntoBeingAfterTheDeadlineEvenWhenItsClockStoodStill() {
        // given
        Instant past = Instant.now().minusSeconds(3600);
        Token token = newToken();

        // when
        Submission submission;
        try (LocalCluster late = LocalCluster.open(new LocalConfig(root.resolve("state"), System.getenv(), KILL_WAIT), () -> past)) {
            submission = late.submit(new SubmitRequest(token, script("touch results/ran"), runDirectory(), past.plusSeconds(20)));
        }

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, Submissions.TOO_LATE));
        assertThat(cluster.find(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "/nowhere/at/all", "/tmp/a\nb"})
    void shouldRefuseARunDirectoryThatIsNone(String directory) {
        // when
        Submission submission = cluster.submit(new SubmitRequest(newToken(), script("exit 0"), directory, Instant.now().plus(LIMIT)));

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Refused.class, refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.PERMANENT));
    }

    @Test
    void shouldRefuseWhatItCannotGive() {
        // given
        String script = "#!/bin/bash\n#SBATCH --nodes=2 --gres=gpu:1\n";

        // when
        Submission submission = submit(newToken(), script);

        // then
        String words = "gres=gpu:1: this machine is no Slurm cluster and cannot give that; nodes=2: there is only this machine";
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.PERMANENT, words));
        assertThat(cluster.check(script, runDirectory())).isEqualTo(new Cluster.Check(false, words));
    }

    @Test
    void shouldForgetJobsAfterAWeekButNotTheirNumbers() throws IOException {
        // given
        JobRef job = accepted(script("exit 0"));
        ended(job);

        // when
        try (LocalCluster later = LocalCluster.open(new LocalConfig(root.resolve("state"), System.getenv(), KILL_WAIT),
                () -> Instant.now().plus(Duration.ofDays(8)))) {

            // then
            assertThat(later.history(List.of(job))).isEmpty();
        }
        try (Stream<Path> records = Files.list(root.resolve("state/jobs"))) {
            assertThat(records).isEmpty();
        }
        assertThat(new Records(root.resolve("state")).newNumber()).isEqualTo(2);
    }
}
