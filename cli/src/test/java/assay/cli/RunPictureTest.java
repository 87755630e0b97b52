package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.JobSubmitted;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.ServiceReady;
import assay.events.MetricEvent.ProgressReported;
import assay.events.Problem;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPictureTest {
    private static final List<Envelope> LOG = SampleRun.log(3, 20);
    private final RunPicture picture = new RunPicture("7k3q2m", "runs/7k3q2mabcd");

    @Test
    void shouldSayThatARunWaitsBeforeTheLogHasIt() {
        assertThat(picture.beforeTheFirstEvent()).containsExactly("run 7k3q2m   output runs/7k3q2mabcd", " ◐ waits to be taken up by the server");
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
                " ✓ db    job 4711    2.5 s   ready at n1:20417 (PostgreSQL 15.18)");
    }

    @Test
    void shouldShowHowFarAMeasuredWindowIs() {
        // given
        List<Envelope> events = Samples.until(LOG, event -> event instanceof JobReported report && report.details().containsValue("measure"));
        ProgressReported progress = new ProgressReported(SampleRun.LOAD.job(), "measure", 1, Instant.EPOCH, Map.of("tps", 2481.3, "latency_ms", 1.62));
        Snapshot snapshot = Samples.after(events, Map.of("load", progress));
        // when
        List<String> lines = picture.lines(snapshot, events.getLast().time().plusSeconds(13));
        // then
        assertThat(lines).contains(" ◐ load  job 4712    rep 1/3  measure ━━━━━━━━━───── 13/20 s   2 481 tps   1.6 ms");
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
                " ✓ db    job 4711    2.5 s   ready at n1:20417 (PostgreSQL 15.18), COMPLETED",
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
                new JobEvent.JobEnded(SampleRun.DB, ClusterState.OUT_OF_MEMORY, -1, "the kernel ended it", List.of(), 3, List.of()));
        // when
        List<String> lines = at(events, 0);
        // then
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith(" ✗ db    job 4711").endsWith("OUT_OF_MEMORY: the kernel ended it"));
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
