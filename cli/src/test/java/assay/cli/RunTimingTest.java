package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.JobTiming.Part;
import assay.cli.JobTiming.Span;
import assay.cli.RunTiming.Step;
import assay.cli.Watched.Snapshot;
import assay.events.Envelope;
import assay.events.JobEvent.JobReported;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a run's time went. */
class RunTimingTest {
    private static final List<Envelope> LOG = SampleRun.log(3, 20);

    @Test
    void shouldShowTheTimeOfEachJob() {
        // when
        List<String> lines = new TimingText("7k3q2m", timing(LOG)).lines();
        // then
        assertThat(lines).startsWith("run 7k3q2m   83.07 s in all; seconds of each job, from what it waited for to its end",
                "  SUBMIT  QUEUE  START-UP  PREPARE  WARM-UP  WINDOWS  SERVING  BETWEEN  STOPPING  IN ALL  JOB",
                "    0.05   0.40      2.05     0.00     0.00     0.00    79.80     0.00      0.45   82.75  db",
                "    0.05   0.60      0.15     3.25    15.00    60.00     0.00     0.24      0.30   79.59  load");
        assertThat(lines).contains("the critical path", "     0.06    0 %  accept", "    60.00   72 %  load: windows", "    83.07         in all");
    }

    @Test
    void shouldAddUp() {
        for (int read = 1; read <= LOG.size(); read++) {
            // when
            RunTiming timing = timing(LOG.subList(0, read));
            // then
            assertThat(timing.path().stream().map(Step::time).reduce(Duration.ZERO, Duration::plus)).isEqualTo(timing.total());
            assertThat(timing.path()).noneMatch(step -> step.time().isNegative());
            assertThat(timing.jobs()).allSatisfy(RunTimingTest::withoutGaps);
        }
    }

    @Test
    void shouldNotGoBackwardsWithAClockThatIsWrong() {
        // given
        List<Envelope> log = LOG.stream().map(RunTimingTest::anHourEarly).toList();
        // when
        RunTiming timing = timing(log);
        // then
        assertThat(timing.path().stream().map(Step::time).reduce(Duration.ZERO, Duration::plus)).isEqualTo(timing.total());
        assertThat(timing.jobs()).allSatisfy(RunTimingTest::withoutGaps);
    }

    @Test
    void shouldLeadFromTheRequestToTheReportThroughTheServiceAndTheClient() {
        // when
        List<String> steps = timing(LOG).path().stream().map(Step::what).toList();
        // then
        assertThat(steps).containsExactly("accept", "look at the cluster", "plan", "check", "db: submit", "db: queue", "db: start-up", "load: submit", "load: queue",
                "load: start-up", "load: prepare", "load: warm-up", "load: windows", "load: between", "decide to close", "close", "clean up", "finish");
    }

    private static Envelope anHourEarly(Envelope envelope) {
        return envelope.event() instanceof JobReported r && r.token().equals(SampleRun.LOAD) ? Samples.instead(envelope,
                new JobReported(r.token(), r.clusterJob(), r.restart(), r.sequence(), r.at().minusSeconds(3600), r.kind(), r.details())) : envelope;
    }

    private static void withoutGaps(JobTiming job) {
        for (int i = 1; i < job.spans().size(); i++) {
            assertThat(job.spans().get(i).from()).isEqualTo(job.spans().get(i - 1).to());
        }
        assertThat(job.spans()).noneMatch(span -> span.time().isNegative());
        assertThat(List.of(Part.values()).stream().map(job::time).reduce(Duration.ZERO, Duration::plus)).isEqualTo(job.total());
        assertThat(job.spans()).extracting(Span::part).startsWith(Part.SUBMIT);
    }

    private static RunTiming timing(List<Envelope> events) {
        Snapshot snapshot = Samples.after(events);
        return new RunTiming(snapshot.run(), events);
    }
}
