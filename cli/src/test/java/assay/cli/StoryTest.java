package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventType;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.MetricEvent;
import assay.events.Problem;
import assay.events.Origin;
import assay.events.RecipeEvent;
import assay.events.Token;
import assay.testkit.SampleRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final ClusterJobId JOB = new ClusterJobId("4711");
    private static final JobName DB = SampleRun.DB.job();
    private static final Instant AT = Instant.EPOCH;

    @Test
    void shouldHaveWordsForEveryEventType() {
        // given
        Map<Event, String> expected = expected();
        // then
        assertThat(expected.keySet()).extracting(EventType::of).containsAll(Arrays.asList(EventType.values()));
        expected.forEach((event, words) -> assertThat(Story.words(event)).isEqualTo(words));
    }

    @Test
    void shouldTellWhenAndWho() {
        // given
        Story story = new Story();
        // when
        List<String> lines = SampleRun.log(1, 20).stream().map(story::line).toList();
        // then
        assertThat(lines.getFirst()).isEqualTo("    0.000 s  parser     run requested by ada@login1 with postgresql.yaml (run)");
        assertThat(lines).allMatch(line -> line.matches(" +[0-9]+\\.[0-9]{3} s  [a-z]+ +\\S.*"));
    }

    @Test
    void shouldGiveWhatAJobSaysTheJobsOwnTime() {
        // given
        List<Envelope> log = SampleRun.log(1, 20);
        Envelope late = log.stream().filter(envelope -> envelope.event() instanceof JobReported).findFirst().orElseThrow();
        JobReported report = (JobReported) late.event();
        Story story = new Story();
        story.line(log.getFirst());
        // when
        String line = story.line(new Envelope(late.id(), late.run(), late.source(), report.at().plusSeconds(100), "", report));
        // then
        double own = Duration.between(log.getFirst().time(), report.at()).toMillis() / 1000.0;
        assertThat(line).startsWith(String.format(Locale.ROOT, "%9.3f s  runner ", own));
    }

    @Test
    void shouldMarkWhatChangedNothing() {
        // given
        List<Envelope> log = Samples.with(SampleRun.log(1, 20), new JobEvent.JobStopRequested(SampleRun.LOAD.job(), "closing"));
        Story story = new Story();
        // when
        List<String> lines = log.stream().map(story::line).toList();
        // then
        assertThat(lines.getLast()).endsWith("superseded: load: to be stopped: closing");
        assertThat(lines.subList(0, lines.size() - 1)).noneMatch(line -> line.contains("superseded"));
    }

    @Test
    void shouldTellEveryReasonOfAVerdictOnItsOwnLine() {
        // given
        Event published = new JobEvent.ReportPublished(JobEvent.Verdict.INVALID, List.of("one", "two"), JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(), 1, 1, List.of(), Instant.EPOCH);
        // then
        assertThat(Story.words(published).lines().map(String::strip)).containsExactly("report published: INVALID", "one", "two");
    }

    @Test
    void shouldTellEveryProblemOnItsOwnLine() {
        // given
        Event rejected = new JobEvent.RecipeRejected(List.of(new Problem("r.yaml", 3, 1, "one", ""), new Problem("r.yaml", 4, 2, "two", "try three")));
        // when
        String words = Story.words(rejected);
        // then
        assertThat(words.lines().map(String::strip)).containsExactly("recipe rejected", "r.yaml:3:1: one", "r.yaml:4:2: two — try three");
    }

    private static Map<Event, String> expected() {
        Map<Event, String> expected = new LinkedHashMap<>();
        SampleRun.log(1, 20).stream().map(envelope -> envelope.event()).filter(event -> event instanceof JobEvent.RecipeAccepted || event instanceof JobEvent.RunPlanned)
                .forEach(event -> expected.put(event, event instanceof JobEvent.RunPlanned ? "planned db, load; worst case 0.33 node-hours"
                        : "recipe postgresql-tpcb accepted, sha256 6f1ed002ab55"));
        expected.put(new RecipeEvent.RecipeSubmitted("", "r.yaml", RecipeEvent.Mode.RUN, List.of(), Map.of(), List.of(), "/o", "ada"), "recipe r.yaml submitted by ada");
        expected.put(new RecipeEvent.RunCancelRequested("", "ada", true), "cancel asked for by ada");
        expected.put(new RecipeEvent.RerunRequested(SampleRun.RUN, "run", "/o", "ada"), "rerun of 7k3q2mabcd from run asked for by ada");
        expected.put(new JobEvent.RunRequested(new RecipeEvent.RecipeSubmitted("", "r.yaml", RecipeEvent.Mode.PLAN, List.of(), Map.of(), List.of(), "/o", "ada")),
                "run requested by ada with r.yaml (plan)");
        expected.put(new JobEvent.RunRequested(new RecipeEvent.RecipeSubmitted("", "r.yaml", RecipeEvent.Mode.RUN, List.of(), Map.of(), List.of(), "/o", "ada"),
                new Origin(SampleRun.RUN.value(), "schedule")), "run requested by ada with r.yaml (run), run 7k3q2mabcd again, from schedule on");
        expected.put(new JobEvent.CancelAccepted("too slow", "ada", false), "cancel asked for by ada: too slow");
        expected.put(new JobEvent.CancelAccepted("", "ada", true), "interrupted by ada");
        expected.put(new JobEvent.RecipeRejected(List.of()), "recipe rejected");
        expected.put(new JobEvent.RunRefused(List.of()), "refused");
        expected.put(new JobEvent.JobScripted(DB, "#!/bin/bash\n", List.of(), "ab".repeat(32)), "db: script written, 12 characters, sha256 abababababab");
        expected.put(new JobEvent.JobReleased(DB), "db: may be submitted");
        expected.put(new JobEvent.RunClosing(JobEvent.ClosingReason.COMPLETED, "all clients are done"), "closing (completed): all clients are done");
        expected.put(new JobEvent.JobStopRequested(DB, "closing"), "db: to be stopped: closing");
        expected.put(new JobEvent.RunFinished(JobEvent.Outcome.COMPLETED, "done"), "finished: completed, done");
        expected.put(new JobEvent.ClusterObserved("slurm", true, "", false, Map.of("version", "22.05"), List.of(), "/r"), "cluster slurm 22.05; run directory /r");
        expected.put(new JobEvent.ClusterObserved("slurm", false, "no account", false, Map.of(), List.of(), ""), "cluster slurm cannot be used: no account");
        expected.put(new JobEvent.ClusterObserved("slurm", false, "no controller", true, Map.of(), List.of(), "/r"), "cluster slurm does not answer: no controller");
        expected.put(new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/r"), "cluster slurm answers again");
        expected.put(new JobEvent.JobChecked(DB, false, "no such partition"), "db: the cluster would not take it: no such partition");
        expected.put(new JobEvent.JobChecked(DB, true, "Job 49 to start at 1795681250 using 2 processors on nodes n1"),
                "db: the cluster would take it: to start at 2026-11-26T08:20:50Z using 2 processors on nodes n1");
        expected.put(new JobEvent.ArtifactStaged("/x/redis.sif", "0123456789abcdef", 42, 1), "staged /x/redis.sif, 42 bytes, sha256 0123456789ab, 1.0 s");
        expected.put(new JobEvent.ArtifactStaged("assay:loadgen", "0123456789abcdef", 61_865_984, 0.04, "directory", "/c/loadgen", true),
                "staged assay:loadgen, 59.0 MiB, sha256 0123456789ab, 0.0 s, cached");
        expected.put(new JobEvent.ArtifactChecked("oras://r/x:1", "image", false, 0, "to be pulled by apptainer", "", ""), "oras://r/x:1 is not staged yet: to be pulled by apptainer");
        expected.put(new JobEvent.ArtifactChecked("/no", "file", false, 0, "", "there is no /no", ""), "/no cannot be staged: there is no /no");
        expected.put(new JobEvent.StagingFailed("/m", false, "No space left on device", ""), "/m could not be staged: No space left on device");
        expected.put(new JobEvent.SubmissionIntended(SampleRun.DB, AT, "runner-1"), "db: about to be submitted as " + SampleRun.DB);
        expected.put(new JobEvent.JobSubmitted(SampleRun.DB, JOB, true), "db: found on the cluster as job 4711");
        expected.put(new JobEvent.JobSubmitted(Token.of(DB, 2, SampleRun.RUN, "l0g1d234"), JOB, false), "db: submitted as job 4711, attempt 2");
        expected.put(new JobEvent.SubmissionRefused(SampleRun.DB, JobEvent.RefusalKind.NOT_NOW, "limit"), "db: submission refused (not_now): limit");
        expected.put(new JobEvent.JobStateChanged(SampleRun.DB, JOB, ClusterState.PENDING, "Priority", ""), "db: PENDING (Priority)");
        expected.put(new JobEvent.JobStateChanged(SampleRun.DB, JOB, ClusterState.PENDING, "JobHeldUser", ""),
                "db: PENDING (JobHeldUser): it is held: `scontrol release` with its job id lets it start");
        said(expected, ReportKind.STARTED, Map.of("node", "n1", "user", "ada"), "db: says it started on n1 as ada");
        said(expected, ReportKind.ENTERED, Map.of("image", "/i.sif", "runtime", "apptainer 1.4.5"), "db: says it entered /i.sif with apptainer 1.4.5");
        said(expected, ReportKind.ENTERED, Map.of("image", "/home/me/i.sif", "path", "/cache/i.sif", "runtime", ""), "db: says it entered /cache/i.sif");
        said(expected, ReportKind.ENTERED, Map.of("image", "docker://redis", "path", "/cache/redis.sif", "runtime", ""), "db: says it entered docker://redis");
        said(expected, ReportKind.READY, Map.of("host", "n1", "port", "5432"), "db: says it is ready at n1:5432");
        said(expected, ReportKind.PHASE, Map.of("phase", "measure", "repetition", "2"), "db: says measure, repetition 2");
        said(expected, ReportKind.STOPPED, Map.of("reason", "done", "exit", "0"), "db: says it stopped: done, exit code 0");
        said(expected, ReportKind.DUPLICATE, Map.of(), "db: job 4711 found the work claimed and ended at once");
        expected.put(new JobEvent.WorkloadMeasured(SampleRun.DB, 2, Measurement.nothing(AT, AT, "no summary")), "db: window 2: nothing measured: no summary");
        expected.put(new JobEvent.JobEnded(SampleRun.DB, ClusterState.FAILED, 3, "gave up", List.of(), 1, List.of()), "db: ended FAILED, exit code 3: gave up");
        expected.put(new JobEvent.JobEnded(SampleRun.DB, ClusterState.CANCELLED, -1, "", List.of(), 1, List.of()), "db: ended CANCELLED");
        expected.put(new JobEvent.RunCleaned(List.of("db FAILED"), List.of("scratch on n1"), List.of()), "cleaned up: db FAILED; NOT verified: scratch on n1");
        expected.put(new JobEvent.EndpointDiscovered(SampleRun.DB, "n1", "192.0.2.1", 5432, List.of(), false), "db: listens at 192.0.2.1:5432 (not reachable from the runner)");
        expected.put(new JobEvent.ServiceReady(SampleRun.DB, 1.94, "PostgreSQL 17"), "db: ready after 1.9 s, PostgreSQL 17");
        expected.put(new JobEvent.ServiceUnready(SampleRun.DB, "stopped"), "db: not ready any more: stopped");
        expected.put(new JobEvent.MetricsSummarised(List.of(), List.of("sstat lost"), List.of()), "metrics summed up: 0 series; sstat lost");
        expected.put(new JobEvent.ReportPublished(JobEvent.Verdict.SUSPECT, List.of("one window"), JobEvent.Evidence.FIRST_LOOK, List.of(), List.of(), 1, 1, List.of(), Instant.EPOCH),
                "report published: SUSPECT" + System.lineSeparator() + " ".repeat(24) + "one window");
        metrics().forEach(event -> expected.put(event, switch (event) {
            case MetricEvent.SamplesRecorded e -> "db: 1 values from sstat";
            case MetricEvent.ProgressReported e -> "db: measure, repetition 1";
            case MetricEvent.SourceLost e -> "db: sstat is lost: no answer";
            case MetricEvent.SourceRecovered e -> "db: sstat is back";
        }));
        return expected;
    }

    private static void said(Map<Event, String> expected, ReportKind kind, Map<String, String> details, String words) {
        expected.put(new JobEvent.JobReported(SampleRun.DB, JOB, 0, kind.ordinal() + 1, AT, kind, details), words);
    }

    private static Stream<MetricEvent> metrics() {
        return Stream.of(new MetricEvent.SamplesRecorded("sstat", DB, "n1", "0", AT, Map.of("memory_bytes", 1.0)),
                new MetricEvent.ProgressReported(DB, "measure", 1, AT, Map.of()), new MetricEvent.SourceLost("sstat", DB, "no answer"),
                new MetricEvent.SourceRecovered("sstat", DB));
    }
}
