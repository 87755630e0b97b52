package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Watched.Snapshot;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.JobEvent;
import assay.events.JobEvent.Evidence;
import assay.events.JobEvent.Outcome;
import assay.events.JobEvent.ReportPublished;
import assay.events.JobEvent.RunClosing;
import assay.events.JobEvent.RunFinished;
import assay.events.JobEvent.RunRequested;
import assay.events.JobEvent.ServiceReady;
import assay.events.JobEvent.SloResult;
import assay.events.JobEvent.Verdict;
import assay.events.Origin;
import assay.events.Problem;
import assay.testkit.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a finished run prints last, and what its command exits with. */
class EndingTest {
    private static final List<Envelope> LOG = SampleRun.log(1, 20);
    private static final List<Envelope> CLOSING = Samples.until(LOG, RunClosing.class::isInstance);

    @Test
    void shouldNameEveryProblemOfARejectedRecipe() {
        // given
        List<Problem> problems = IntStream.rangeClosed(1, 10).mapToObj(line -> new Problem("r.yaml", line, 1, "mistake " + line, "")).toList();
        Snapshot end = Samples.after(Samples.with(Samples.until(LOG, RunRequested.class::isInstance), new JobEvent.RecipeRejected(problems),
                new RunFinished(Outcome.REJECTED, "10 problems in the recipe")));
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines).hasSize(12).startsWith("REJECTED   10 problems in the recipe", "  r.yaml:1:1: mistake 1").contains("  r.yaml:10:1: mistake 10")
                .endsWith("  next: correct the recipe and run it again; nothing was submitted");
        assertThat(ExitCode.of(end.run(), false)).isEqualTo(4);
    }

    @Test
    void shouldNotBlameTheRecipeOfARunThatCannotBeRunAgain() {
        // given
        Envelope asked = LOG.getFirst();
        RunRequested request = new RunRequested(((RunRequested) asked.event()).submission(), new Origin("9x2c4vabcd", "run"));
        Envelope again = new Envelope(asked.id(), asked.run(), asked.source(), asked.time(), asked.causationId(), request);
        Problem problem = new Problem("r.yaml", 0, 0, "there is no run 9x2c4vabcd in this log", "");
        // when
        Snapshot end = Samples.after(Samples.with(List.of(again), new JobEvent.RecipeRejected(List.of(problem)), new RunFinished(Outcome.REJECTED, "1 problem(s) in the recipe")));
        // then
        assertThat(ending(end)).endsWith("  r.yaml: there is no run 9x2c4vabcd in this log", "  next: ask for it again as said above; nothing was submitted");
    }

    @Test
    void shouldSayWhatFailedWhereWhyAndWhatToDoNext() {
        // given
        List<String> log = IntStream.rangeClosed(1, 30).mapToObj(line -> "line " + line).toList();
        List<Envelope> dead = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance), Samples.ended(ClusterState.FAILED, 3, "it gave up", log));
        Snapshot end = Samples.after(Samples.with(dead, new RunClosing(JobEvent.ClosingReason.FAILED, "service db failed"), new JobEvent.RunCleaned(List.of("db FAILED"), List.of(), List.of()),
                new RunFinished(Outcome.FAILED, "service db failed")));
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines).hasSize(13).startsWith("FAILED   service db failed", "  db (job 4711): FAILED, exit code 3: it gave up", "    | line 21")
                .endsWith("    | line 30", "  next: `assay events 7k3q2m` tells the story, `assay logs 7k3q2m` shows the jobs' logs");
        assertThat(ExitCode.of(end.run(), false)).isEqualTo(3);
    }

    @Test
    void shouldTellARefusalOnce() {
        // given
        Problem problem = new Problem("r.yaml", 0, 0, "the cluster would not take job db: no such partition", "change its slurm: keys");
        Snapshot end = Samples.after(Samples.with(Samples.until(LOG, JobEvent.JobScripted.class::isInstance), new JobEvent.RunRefused(List.of(problem)),
                new RunFinished(Outcome.REFUSED, problem.message())));
        // then
        assertThat(ending(end)).startsWith("REFUSED", "  " + problem);
    }

    @Test
    void shouldTellACauseOnce() {
        // given
        String cause = "its program ended by itself with exit code 7";
        List<Envelope> dead = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance), Samples.ended(ClusterState.FAILED, 7, cause + "; Slurm says FAILED", List.of()));
        String detail = "service db ended before its clients: " + cause;
        Snapshot end = Samples.after(Samples.with(dead, new RunClosing(JobEvent.ClosingReason.FAILED, detail), new JobEvent.RunCleaned(List.of("db"), List.of(), List.of()),
                new RunFinished(Outcome.FAILED, detail)));
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines).startsWith("FAILED   " + detail, "  db (job 4711): FAILED, exit code 7: Slurm says FAILED");
        assertThat(EndWords.of(new JobEvent.JobEnded(SampleRun.DB, ClusterState.FAILED, 7, cause, List.of(), 1, List.of()))).isEqualTo("FAILED: " + cause);
    }

    @Test
    void shouldSayWhatToDoNextWithTheKeyToChange() {
        // given
        List<Envelope> dead = Samples.with(Samples.until(LOG, ServiceReady.class::isInstance), Samples.ended(ClusterState.OUT_OF_MEMORY, 137, "Slurm says OUT_OF_MEMORY", List.of()));
        Snapshot end = Samples.after(Samples.with(dead, new RunClosing(JobEvent.ClosingReason.FAILED, "service db failed"), new JobEvent.RunCleaned(List.of("db"), List.of(), List.of()),
                new RunFinished(Outcome.FAILED, "service db failed")));
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines).containsExactly("FAILED   service db failed", "  db (job 4711): OUT_OF_MEMORY, exit code 137: Slurm says OUT_OF_MEMORY",
                "  next: db: ask for more memory with services.db.slurm.mem, it had 2G",
                "        `assay events 7k3q2m` tells the story, `assay logs 7k3q2m` shows the jobs' logs");
    }

    @Test
    void shouldNameTheKeyForAJobThatCanNeverStart() {
        // given
        List<Envelope> pending = Samples.with(Samples.until(LOG, JobEvent.JobSubmitted.class::isInstance),
                new JobEvent.JobStateChanged(SampleRun.DB, new ClusterJobId("4711"), ClusterState.PENDING, "QOSMaxWallDurationPerJobLimit", ""),
                new RunClosing(JobEvent.ClosingReason.FAILED, "job db (4711) can never start"), new JobEvent.JobStopRequested(SampleRun.DB.job(), "closing"));
        Snapshot end = Samples.after(Samples.with(Samples.with(pending, Samples.ended(ClusterState.CANCELLED, -1, "Slurm says CANCELLED", List.of())),
                new JobEvent.RunCleaned(List.of("db"), List.of(), List.of()), new RunFinished(Outcome.FAILED, "job db (4711) can never start")));
        // then
        assertThat(ending(end)).contains(
                "  next: db: the QOS does not allow so long a job: ask for less with slurm.time, or choose another slurm.qos");
    }

    @Test
    void shouldAddNothingFromTheReportToWhyItFailedButTheCost() {
        // given
        Snapshot end = Samples.after(Samples.with(Samples.until(LOG, JobEvent.RunCleaned.class::isInstance), new RunFinished(Outcome.FAILED, "service db failed"),
                new ReportPublished(Verdict.INVALID, List.of("outcome of the run: FAILED"), Evidence.FIRST_LOOK, List.of(), List.of(), 10, 5, List.of(), Instant.EPOCH)));
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines).hasSize(3).startsWith("FAILED   service db failed").noneMatch(line -> line.contains("INVALID"));
        assertThat(lines.getLast()).startsWith("node-seconds 10 billed, 5 measured (50 %)");
    }

    @Test
    void shouldNameTheConditionThatIsNotMet() {
        // when
        List<String> lines = ending(reported(Verdict.VALID, false));
        // then
        assertThat(lines).contains("  not met: load.errors == 0 (measured 0)");
    }

    @Test
    void shouldEndWithTheVerdict() {
        // given
        Snapshot end = reported(Verdict.VALID, true);
        // when
        List<String> lines = ending(end);
        // then
        assertThat(lines.getFirst()).startsWith("VALID (first look)");
        assertThat(lines.getLast()).endsWith("report /home/ada/runs/7k3q2mabcd/report/report.html");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void shouldExitAsTheRunEnded(Outcome outcome) {
        // given
        Snapshot end = Samples.after(Samples.with(Samples.until(LOG, JobEvent.RunCleaned.class::isInstance), new RunFinished(outcome, "")));
        // when
        int code = ExitCode.of(end.run(), false);
        // then
        assertThat(code).isEqualTo(switch (outcome) {
            case PLANNED, STAGED -> 0;
            case FAILED -> 3;
            case REFUSED, REJECTED -> 4;
            case CANCELLED -> 5;
            // A completed run has a report; without one, something is wrong with us.
            case COMPLETED, FAULT -> 70;
            case INTERRUPTED -> 130;
        });
    }

    @Test
    void shouldExitAsTheReportSays() {
        assertThat(ExitCode.of(reported(Verdict.VALID, true).run(), true)).isZero();
        assertThat(ExitCode.of(reported(Verdict.VALID, false).run(), false)).isEqualTo(1);
        assertThat(ExitCode.of(reported(Verdict.SUSPECT, true).run(), false)).isZero();
        assertThat(ExitCode.of(reported(Verdict.SUSPECT, false).run(), true)).isEqualTo(2);
        assertThat(ExitCode.of(reported(Verdict.INVALID, false).run(), false)).isEqualTo(2);
    }

    @Test
    void shouldNotCallARunningRunDone() {
        assertThat(ExitCode.of(Samples.after(CLOSING).run(), false)).isEqualTo(70);
    }

    @Test
    void shouldExplainEveryExitCodeInTheReadmeAsInTheHelp() throws IOException {
        // given
        String readme = Files.readString(Path.of("..", "README.md"));
        // then
        ExitCode.MEANINGS.forEach((code, meaning) -> assertThat(readme.replace("`", "")).contains("| " + code + " | " + meaning + " |"));
    }

    private static Snapshot reported(Verdict verdict, boolean met) {
        return Samples.after(Samples.with(LOG, new ReportPublished(verdict, List.of(), Evidence.FIRST_LOOK, List.of(),
                List.of(new SloResult("load.errors == 0", met, "0")), 10, 5, List.of(), Instant.EPOCH)));
    }

    private static List<String> ending(Snapshot end) {
        return Console.ending(end, "7k3q2m", Place.here(Path.of(end.run().submission().outputDirectory())));
    }
}
