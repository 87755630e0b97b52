package assay.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cluster.Cluster.Submission;
import assay.cluster.Cluster.SubmitRequest;
import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.events.ClusterJobId;
import assay.events.JobEvent.RefusalKind;
import assay.events.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter against commands written by the test, for answers that a healthy Slurm does not give. */
class SlurmByHandTest {
    @TempDir
    private Path bin;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private SlurmCluster cluster;

    @BeforeEach
    void open() {
        var environment = Map.of("PATH", bin + ":" + System.getenv("PATH"), "BIN", bin.toString());
        cluster = SlurmCluster.open(new SlurmConfig(environment, Duration.ofSeconds(20), bin.resolve("inputs")), now::get);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void command(String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private SubmitRequest request(Duration left) {
        return new SubmitRequest(Samples.token("db"), "#!/bin/bash\nexit 0\n", "/runs/a", now.get().plus(left));
    }

    @Test
    void shouldHandTheScriptOverByteForByte() throws IOException {
        // given
        command("sbatch", "cat > $BIN/script; printf '%s\\n' \"$@\" > $BIN/arguments; echo 4711");

        // when
        Submission submission = cluster.submit(request(Duration.ofSeconds(20)));

        // then
        assertThat(submission).isEqualTo(new Submission.Accepted(new ClusterJobId("4711")));
        assertThat(bin.resolve("script")).hasContent("#!/bin/bash\nexit 0\n");
        assertThat(bin.resolve("arguments")).content().startsWith("--parsable\n--job-name=db-a1.");
    }

    @Test
    void shouldNotStartSbatchAfterTheDeadlineEvenWhenItsClockStoodStill() throws IOException {
        // given
        command("sbatch", "touch $BIN/started; echo 4711");
        now.set(Instant.now().minusSeconds(3600));

        // when
        Submission submission = cluster.submit(request(Duration.ofSeconds(20)));

        // then
        assertThat(submission).isEqualTo(new Submission.Refused(RefusalKind.UNREACHABLE, SlurmArguments.TOO_LATE));
        assertThat(bin.resolve("started")).doesNotExist();
    }

    @Test
    void shouldKillSbatchAtTheDeadline() throws IOException {
        // given
        command("sbatch", "echo $$ > $BIN/pid; trap '' TERM; while :; do sleep 1; done");
        now.set(Instant.now());

        // when
        Submission submission = cluster.submit(request(Duration.ofSeconds(1)));

        // then
        assertThat(submission).isInstanceOf(Submission.Ambiguous.class);
        ProcessHandle.of(Long.parseLong(Files.readString(bin.resolve("pid")).strip()))
                .ifPresent(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    @Test
    void shouldRefuseADirectoryThatSlurmWouldMisread() {
        // given
        var request = new SubmitRequest(Samples.token("db"), "#!/bin/bash\n", "/runs/a\nb", now.get().plusSeconds(20));

        // when
        Submission submission = cluster.submit(request);

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.Refused.class,
                refused -> assertThat(refused.kind()).isEqualTo(RefusalKind.PERMANENT));
    }

    @Test
    void shouldLeaveSilentAccountingAloneForAMinute() throws IOException {
        // given
        command("sacct", "echo x >> $BIN/asked; echo 'Slurm accounting storage is disabled' >&2; exit 1");
        var jobs = List.of(Samples.job("7", "db"));

        // when
        var history = List.of(cluster.history(jobs), cluster.history(jobs));

        // then
        assertThat(history).containsExactly(List.of(), List.of());
        assertThat(bin.resolve("asked")).hasContent("x");
        now.set(now.get().plusSeconds(61));
        cluster.history(jobs);
        assertThat(bin.resolve("asked")).hasContent("x\nx");
    }

    @Test
    void shouldTellRefusalFromSilence() throws IOException {
        // given
        command("squeue", "echo 'slurm_load_jobs error: Access/permission denied' >&2; exit 1");
        command("scancel", "echo 'scancel: error: Unable to contact slurm controller (connect failure)' >&2; exit 8");

        // when / then
        assertThatThrownBy(cluster::jobs).isInstanceOf(ClusterRefusedException.class).hasMessage("squeue: Access/permission denied");
        assertThatThrownBy(() -> cluster.cancel(Samples.job("7", "db"))).isInstanceOf(ClusterSilentException.class)
                .hasMessage("scancel: Unable to contact slurm controller (connect failure)");
    }

    @Test
    void shouldNotBelieveTheExitCodeOfSstat() throws IOException {
        // given
        command("sstat", "echo \"sstat: error: couldn't get steps for job 7\" >&2; exit 0");
        command("scontrol", "echo 'Slurmctld(primary) at vm is DOWN'; echo '**********'; exit 1");

        // when / then
        assertThatThrownBy(() -> cluster.usage(List.of(Samples.job("7", "db")))).isInstanceOf(ClusterSilentException.class)
                .hasMessage("Slurmctld(primary) at vm is DOWN");
        command("scontrol", "echo 'Slurmctld(primary) at vm is UP'");
        assertThat(cluster.usage(List.of(Samples.job("7", "db")))).isEmpty();
    }

    @Test
    void shouldAskNothingAboutIdsThatAreNotSlurms() throws IOException {
        // given
        command("sstat", "touch $BIN/asked");

        // when
        var usage = cluster.usage(List.of(Samples.job("local-7", "db")));

        // then
        assertThat(usage).isEmpty();
        assertThat(bin.resolve("asked")).doesNotExist();
    }

    private void controller(String enforced) throws IOException {
        command("sbatch", "exit 1");
        command("sinfo", "echo slurm-wlm 22.05.8");
        command("sacct", "exit 0");
        command("scontrol", """
                case "$*" in
                  ping) echo 'Slurmctld(primary) at vm is UP' ;;
                  'show config') printf '%%s\\n' 'ClusterName = here' 'AccountingStorageType = accounting_storage/slurmdbd' 'AccountingStorageEnforce = %s' \\
                    'SelectTypeParameters = CR_CORE' ;;
                  'show partition -o') echo 'PartitionName=cpu Default=YES QoS=part OverSubscribe=EXCLUSIVE TotalCPUs=8 TotalNodes=2' ;;
                esac""".formatted(enforced));
    }

    private void database() throws IOException {
        command("sacctmgr", """
                case "$*" in
                  *'show user where name='*' cluster=here withassoc '*) echo 'a|a||default|default|||||' ;;
                  *'show qos '*) printf '%s\\n' 'default|5|||||' 'other|1|||||' 'part|||||9|' ;;
                esac""");
    }

    @Test
    void shouldTellTheLimitsOfWhatTheUserMayUse() throws IOException {
        // given
        controller("limits");
        database();

        // when
        var facts = cluster.facts();

        // then
        assertThat(facts.limits()).containsExactly(new Limit("partition", "cpu", Limit.Kind.NODES, 2, "TotalNodes"),
                new Limit("partition", "cpu", Limit.Kind.CPUS, 8, "TotalCPUs"), new Limit("qos", "default", Limit.Kind.RUNNING_JOBS, 5, "MaxJobsPU"),
                new Limit("partition", "cpu", Limit.Kind.SUBMITTED_JOBS, 9, "GrpSubmit of qos part"));
        assertThat(facts.facts()).containsEntry("exclusive_partitions", "cpu").containsEntry("default_partition", "cpu")
                .containsEntry("default_account", "a").containsEntry("default_qos", "default").containsEntry("accounting", "answers");
    }

    @Test
    void shouldTellNoLimitThatIsNotEnforced() throws IOException {
        // given
        controller("associations");
        database();

        // when
        var facts = cluster.facts();

        // then
        assertThat(facts.limits()).extracting(Limit::word).containsExactly("TotalNodes", "TotalCPUs");
    }

    @Test
    void shouldSayWhyTheLimitsOfAccountsAreNotKnown() throws IOException {
        // given
        controller("limits");
        command("sacctmgr", "echo 'sacctmgr: error: Access/permission denied' >&2; exit 1");

        // when
        var facts = cluster.facts();

        // then
        assertThat(facts.limits()).extracting(Limit::word).containsExactly("TotalNodes", "TotalCPUs");
        assertThat(facts.facts()).containsEntry("accounting", "answers, but not which limits there are: Access/permission denied").doesNotContainKey("default_qos");
    }

    @Test
    void shouldAskNoDatabaseThatIsSilent() throws IOException {
        // given
        controller("limits");
        command("sacct", "exit 1");
        command("sacctmgr", "touch $BIN/asked");

        // when
        var facts = cluster.facts();

        // then
        assertThat(facts.facts()).containsEntry("accounting", "silent");
        assertThat(bin.resolve("asked")).doesNotExist();
    }
}
