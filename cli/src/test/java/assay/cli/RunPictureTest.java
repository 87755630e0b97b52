package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.ClusterObserved;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunPlanned;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.ServiceReady;
import assay.events.MetricEvent.ProgressReported;
import assay.events.PlannedJob;
import assay.events.Problem;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPictureTest {
    private static final List<Envelope> LOG = SampleRun.log(3, 20);
    private final RunPicture picture = new RunPicture("7k3q2m", "runs/7k3q2mabcd", 120);

    @Test
    void shouldSayThatARunWaitsBeforeTheLogHasIt() {
        assertThat(picture.beforeTheFirstEvent(Duration.ofMillis(3_400))).containsExactly("run 7k3q2m   output runs/7k3q2mabcd",
                " ◐ waits to be taken up by the server   3 s");
    }

    @Test
    void shouldShowARequestedRun() {
        // given
        List<Envelope> events = Samples.until(LOG, RunRequested.class::isInstance);
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).containsExactly("run 7k3q2m   postgresql.yaml   output runs/7k3q2mabcd", " ◐ reading the recipe");
    }

    @Test
    void shouldShowWhatWasAccepted() {
        // given
        List<Envelope> events = Samples.until(LOG, RecipeAccepted.class::isInstance);
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).containsExactly("run 7k3q2m   postgresql-tpcb   output runs/7k3q2mabcd", " ✓ accepted      0.1 s   1 service, 1 client, 3 repetitions");
    }

    @Test
    void shouldShowHowLongAJobIsPendingAndWhy() {
        // given
        List<Envelope> events = Samples.with(Samples.until(LOG, JobSubmitted.class::isInstance),
                new JobEvent.JobStateChanged(SampleRun.DB, new ClusterJobId("4711"), ClusterState.PENDING, "Resources", ""));
        // when
        List<String> lines = at(events, 4);
        // then
        assertThat(lines).containsSequence(" ◌ db    job 4711    pending (Resources)   5 s", " · load              waits for db");
    }

    @Test
    void shouldShowWhereAServiceIsReady() {
        // given
        List<Envelope> events = Samples.until(LOG, ServiceReady.class::isInstance);
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).contains(" ✓ accepted          0.1 s   1 service, 1 client, 3 repetitions, worst case 0.33 node-hours",
                " ✓ db    job 4711    ready after 2.5 s at n1:20417 (PostgreSQL 15.18)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "120 | ━━━━━━━━━───── 13/20 s   2 481 tps   mean 1.6 ms", " 86 | ━━━━━━━━━───── 13/20 s   2 481 tps   mean 1.6 ms", " 77 | ━━━── 13/20 s   2 481 tps   mean 1.6 ms",
        " 60 | 13/20 s   2 481 tps   mean 1.6 ms"})
    void shouldShowHowFarAMeasuredWindowIsWithABarThatFits(int columns, String measured) {
        // given
        List<Envelope> events = Samples.until(LOG, event -> event instanceof JobReported report && report.details().containsValue("measure"));
        ProgressReported progress = new ProgressReported(SampleRun.LOAD.job(), "measure", 1, Instant.EPOCH, Map.of("tps", 2481.3, "latency_ms", 1.62));
        Snapshot snapshot = Samples.after(events, Map.of("load", progress));
        // when
        List<String> lines = new RunPicture("7k3q2m", "runs/7k3q2mabcd", columns).lines(snapshot, events.getLast().time().plusSeconds(13));
        // then
        assertThat(lines).contains(" ◐ load  job 4712    rep 1/3  measure " + measured);
    }

    @Test
    void shouldShowThePhaseThatAClientIsInByItsOwnWord() {
        // given
        List<Envelope> events = Samples.until(LOG, event -> event instanceof JobReported report && report.details().containsValue("measure"));
        Instant now = events.getLast().time().plusSeconds(9);
        ProgressReported progress = new ProgressReported(SampleRun.LOAD.job(), "warmup", 1, now.minusSeconds(1), Map.of("tps", 2481.3, "p99_ms", 3.14, "passed_s", 2.0));
        // when
        List<String> lines = new RunPicture("7k3q2m", "runs/7k3q2mabcd", 120).lines(Samples.after(events, Map.of("load", progress)), now);
        // then
        assertThat(lines).contains(" ◐ load  job 4712    rep 1/3  warmup ━━━━━━━━────── 3/5 s   2 481 tps   p99 3.1 ms");
    }

    @Test
    void shouldNotRunOverTheEndOfABar() {
        // given
        List<Envelope> events = Samples.until(LOG, event -> event instanceof JobReported report && report.details().containsValue("warmup"));
        // when
        List<String> lines = at(events, 1000);
        // then
        assertThat(lines).contains(" ◐ load  job 4712    rep 1/3  warmup ━━━━━━━━━━━━━━ 5/5 s");
    }

    @Test
    void shouldShowWhyARunIsClosing() {
        // given
        List<Envelope> events = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance),
                new RunClosing(JobEvent.ClosingReason.CANCELLED, "cancelled by ada@login1"));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines.getLast()).isEqualTo(" ◐ closing           cancelled by ada@login1");
    }

    @Test
    void shouldShowAFinishedRun() {
        // when
        List<String> lines = at(LOG, 3600);
        // then
        assertThat(lines).containsExactly("run 7k3q2m   postgresql-tpcb   cluster slurm   output runs/7k3q2mabcd",
                " ✓ accepted          0.1 s   1 service, 1 client, 3 repetitions, worst case 0.33 node-hours",
                " ✓ db    job 4711   82.4 s   ready after 2.5 s at n1:20417 (PostgreSQL 15.18), COMPLETED",
                " ✓ load  job 4712   79.2 s   COMPLETED",
                " ✓ cleaned up        0.9 s   2 jobs ended, nothing left");
    }

    @Test
    void shouldSayWhatCouldNotBeVerified() {
        // given
        List<Envelope> cleaned = Samples.until(LOG, JobEvent.RunCleaned.class::isInstance);
        List<Envelope> events = Samples.with(cleaned.subList(0, cleaned.size() - 1), new JobEvent.RunCleaned(List.of("db NODE_FAIL"), List.of("scratch on n1"), List.of()));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith(" ! cleaned up").endsWith("1 job ended; not verified: scratch on n1"));
    }

    @Test
    void shouldShowAJobThatFailed() {
        // given
        List<Envelope> events = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance),
                Samples.ended(ClusterState.OUT_OF_MEMORY, -1, "the kernel ended it", List.of()));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith(" ✗ db    job 4711").endsWith("OUT_OF_MEMORY: the kernel ended it"));
    }

    @Test
    void shouldMarkAWaitThatSomebodyShouldLookAt() {
        // given
        List<Envelope> events = Samples.with(Samples.until(LOG, JobSubmitted.class::isInstance),
                new JobEvent.JobStateChanged(SampleRun.DB, new ClusterJobId("4711"), ClusterState.PENDING, "JobHeldUser", ""));
        // when
        List<String> lines = at(events, 4);
        // then
        assertThat(lines).contains(" ! db    job 4711    pending (JobHeldUser)   5 s   it is held: `scontrol release` with its job id lets it start");
    }

    @Test
    void shouldTellTheTimeInTheQueueFromTheStartUp() {
        // given
        List<Envelope> log = Samples.until(LOG, ServiceReady.class::isInstance);
        List<Envelope> queued = Samples.later(log, event -> event instanceof JobEvent.JobStateChanged, Duration.ofMinutes(3));
        // when
        List<String> lines = at(queued, 0);
        // then
        assertThat(lines).contains(" ✓ db    job 4711    ready after 3 m 02 s at n1:20417 (PostgreSQL 15.18), queued 3 m 00 s, start-up 2.1 s");
    }

    @Test
    void shouldSayWhichAttemptItIsAndWhatBecameOfTheOneBefore() {
        // given
        RunPlanned plan = new RunPlanned(List.of(new PlannedJob(SampleRun.DB.job(), PlannedJob.Kind.SERVICE, "db", List.of(), List.of(), 1, 600, PlannedJob.Work.NONE, false, 2)), 0.33);
        List<Envelope> first = Samples.until(LOG, JobSubmitted.class::isInstance).stream().filter(envelope -> !envelope.event().subject().equals("load"))
                .map(envelope -> envelope.event() instanceof RunPlanned ? Samples.instead(envelope, plan) : envelope).toList();
        List<Envelope> events = Samples.with(Samples.with(first, Samples.ended(ClusterState.PREEMPTED, -1, "Slurm says PREEMPTED", List.of())),
                new JobEvent.JobReleased(SampleRun.DB.job()));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).contains(" ◌ db            about to be submitted   attempt 2: the first was PREEMPTED");
    }

    @Test
    void shouldSayThatTheClusterFellSilentAlsoWhileClosing() {
        // given
        ClusterObserved silent = new ClusterObserved("slurm", false, "Unable to contact slurm controller", true, Map.of(), List.of(), "/r");
        List<Envelope> running = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance), silent);
        List<Envelope> closing = Samples.with(running, new RunClosing(JobEvent.ClosingReason.CANCELLED, "cancelled by ada"));
        // then
        assertThat(at(running, 40).getLast()).isEqualTo(" ! the cluster has not answered for 40 s: Unable to contact slurm controller");
        assertThat(at(closing, 0)).contains(" ◐ closing           the cluster does not answer; cancelled by ada",
                " ! the cluster has not answered for 1 s: Unable to contact slurm controller");
        assertThat(at(Samples.with(running, new ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/r")), 0)).noneMatch(line -> line.contains("answer"));
    }

    @Test
    void shouldShowARejectedRecipe() {
        // given
        List<Envelope> events = Samples.with(Samples.until(LOG, RunRequested.class::isInstance), new JobEvent.RecipeRejected(
                List.of(new Problem("postgresql.yaml", 3, 1, "unknown key 'nam'", ""), new Problem("postgresql.yaml", 4, 1, "unknown key 'x'", ""))));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).contains(" ✗ rejected      2 problems");
    }

    @Test
    void shouldKeepItsShapeAfterEveryEvent() {
        for (int read = 1; read <= LOG.size(); read++) {
            // when
            List<String> lines = at(LOG.subList(0, read), 1);
            // then
            assertThat(lines).hasSizeBetween(2, 5).noneMatch(String::isBlank).allMatch(line -> line.equals(line.stripTrailing()));
        }
    }

    private List<String> at(List<Envelope> events, long secondsLater) {
        return picture.lines(Samples.after(events), events.getLast().time().plus(Duration.ofSeconds(secondsLater)));
    }
}
