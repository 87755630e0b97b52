package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.core.run.Job;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.ReportKind;
import assay.events.recipe.Recipe;
import assay.testkit.SampleRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What to do next, cause by cause. */
class AdviceTest {
    private static final List<Envelope> SUBMITTED = Samples.until(SampleRun.log(1, 20), JobSubmitted.class::isInstance);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OUT_OF_MEMORY | ask for more memory with services.db.slurm.mem, it had 2G",
        "TIMEOUT | ask for more time with services.db.slurm.time, it had 10 m 00 s",
        "DEADLINE | ask for more time with services.db.slurm.time, it had 10 m 00 s",
        "NODE_FAIL | the cluster took it away: run it again, or let it begin again with services.db.attempts, it had 1",
        "BOOT_FAIL | the cluster took it away: run it again, or let it begin again with services.db.attempts, it had 1",
        "PREEMPTED | the cluster took it away: run it again, or let it begin again with services.db.attempts, it had 1",
        "REVOKED | the cluster took it away: run it again, or let it begin again with services.db.attempts, it had 1",
        "CANCELLED | it was cancelled on the cluster; if nobody here did it, ask the site, and run it again",
        "LOST | the cluster forgot the job: ask the site whether its node or Slurm's controller started anew, and run it again"})
    void shouldAdviseOnHowTheClusterEndedIt(ClusterState state, String advice) {
        assertThat(advice(state, -1, Map.of(), "")).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "not-ready | give it more time with services.db.ready.timeout, it had 60 s, or find in its log what kept it",
        "never-ready | find in its log what failed inside of it: its probe, services.db.ready, said that waiting was in vain",
        "time-limit | ask for more time with services.db.slurm.time, it had 10 m 00 s",
        "requeued | the cluster took it away: run it again, or let it begin again with services.db.attempts, it had 1",
        "no-free-port | its node has no free port left: run it on another one with services.db.slurm.exclude",
        "no-endpoint | its node cannot connect to its target: name another network of the service with services.NAME.network, such as ib0 or hostname",
        "lease-expired | no server of Assay looked after it: keep one with `assay server` where it is not killed, and run it again",
        "no-lease | no server of Assay looked after it: keep one with `assay server` where it is not killed, and run it again",
        "no-image | its log says why its container image cannot be used on its node: mend services.db.image or services.db.container, and where Apptainer is a module, load it "
            + "in the profile's setup",
        "prepare-failed | its preparation failed: mend services.db.prepare, or what it needs on its node"})
    void shouldAdviseOnWhatTheJobSaid(String reason, String advice) {
        assertThat(advice(ClusterState.FAILED, 1, Map.of("reason", reason, "exit", "1"), "")).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "69 | its program is not on its node: install or load it there, or name nodes that have it with services.db.slurm.constraint",
        "73 | a file could not be made: look for free space and for permissions in the run directory and in the node's scratch",
        "77 | the job runs as root, and none of the accounts in services.db.drop_root_to is on its node: name one that is, or submit as another user"})
    void shouldAdviseOnTheWrappersOwnExitCodes(int code, String advice) {
        assertThat(advice(ClusterState.FAILED, code, Map.of(), "")).contains(advice);
        assertThat(advice(ClusterState.FAILED, code, Map.of("reason", "program-exited", "program_exit", "" + code), "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PartitionTimeLimit | slurm.time", "PartitionNodeLimit | slurm.nodes", "DependencyNeverSatisfied | that one first", "BadConstraints | slurm.constraint",
        "InvalidAccount | slurm.account", "AccountNotAllowed | slurm.account", "InvalidQOS | slurm.qos", "QOSNotAllowed | slurm.qos",
        "QOSMaxWallDurationPerJobLimit | slurm.time", "QOSTimeLimit | slurm.time", "QOSMaxNodePerJobLimit | slurm.nodes", "QOSMaxCpuPerJobLimit | slurm.cpus_per_task",
        "QOSMaxMemoryPerJob | slurm.mem", "QOSMaxGRESPerJob | slurm.gres", "QOSMinCpuNotSatisfied | slurm.qos", "AssocMaxWallDurationPerJobLimit | slurm.time",
        "AssociationTimeLimit | slurm.time", "AssocMaxNodePerJobLimit | slurm.nodes", "AssocMaxCpuPerJobLimit | slurm.cpus_per_task", "AssocMaxMemPerJob | slurm.mem",
        "JobHeldAdmin | administrator", "ReservationDeleted | slurm.reservation", "launch failed requeued held | slurm.exclude", "PartitionDown | slurm.partition",
        "PartitionInactive | slurm.partition", "ReqNodeNotAvail, UnavailableNodes:n1 | sinfo -R", "(Nodes required for job are DOWN, DRAINED) | sinfo -R", "NodeDown | sinfo -R",
        "JobHeldUser | scontrol release", "QOSGrpCpuLimit | in use", "AssocGrpNodeLimit | in use", "AssociationJobLimit | in use", "BurstBufferResources | burst buffer",
        "FrontEndDown | front end", "Reservation | scontrol show reservation"})
    void shouldAdviseOnWhatAJobWaitsFor(String reason, String key) {
        assertThat(Advice.ofWaiting(reason)).contains(key);
        assertThat(advice(ClusterState.CANCELLED, -1, Map.of(), reason)).contains(Advice.ofWaiting(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"program-exited", "signal", "something new"})
    void shouldLeaveToTheLogWhatOnlyTheLogCanTell(String reason) {
        assertThat(advice(ClusterState.FAILED, 3, Map.of("reason", reason, "exit", "3", "program_exit", "3"), "")).isEmpty();
    }

    @Test
    void shouldNotTakeTheQueueForACause() {
        assertThat(advice(ClusterState.OUT_OF_MEMORY, -1, Map.of(), "Priority")).contains("ask for more memory with services.db.slurm.mem, it had 2G");
    }

    private static Optional<String> advice(ClusterState state, int exit, Map<String, String> stopped, String waitedFor) {
        Event said = new JobReported(SampleRun.DB, new ClusterJobId("4711"), 0, 1, Instant.EPOCH, ReportKind.STOPPED, stopped);
        List<Envelope> before = stopped.isEmpty() ? SUBMITTED : Samples.with(SUBMITTED, said);
        Snapshot end = Samples.after(Samples.with(before, Samples.ended(state, exit, "", List.of())));
        Recipe recipe = new Moments(end.events()).recipe().orElseThrow();
        Job job = end.run().job(SampleRun.DB.job()).orElseThrow();
        return Advice.of(recipe, job, waitedFor);
    }
}
