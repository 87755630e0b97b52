package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Draft;
import assay.core.loop.Duty;
import assay.core.loop.Effect;
import assay.core.loop.Placed;
import assay.core.loop.Program;
import assay.core.plan.Planner;
import assay.core.run.Cause;
import assay.core.run.Job;
import assay.core.run.JobState;
import assay.core.run.Run;
import assay.core.run.Runs;
import assay.core.runner.RunnerAnswer;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.core.scheduler.SchedulerProgram;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.ClosingReason;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.Measurement;
import assay.events.RecipeEvent.Mode;
import assay.events.Token;
import assay.events.recipe.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What went wrong once, each with the few events that it took. */
class RegressionTest {
    private static final Token DB = Token.of(new JobName("db"), 1, Samples.RUN, Samples.LOG);
    private static final Token LOAD = Token.of(new JobName("load"), 1, Samples.RUN, Samples.LOG);
    private static final ClusterJobId ONE = new ClusterJobId("1");
    private static final ClusterJobId TWO = new ClusterJobId("2");
    private final Runs runs = Runs.of(Samples.LOG);
    private final Recipe recipe = Samples.recipe(1, 1, 1);
    private final RunnerProgram runner = new RunnerProgram("p1", RunnerTiming.standard());
    private final SchedulerProgram scheduler = new SchedulerProgram(Duration.ofSeconds(30));
    private Instant now = Samples.START;
    private int offset;

    @Test
    void shouldTakeNoCheckBehindTheEnd() {
        // given
        scripted();
        take(new JobEvent.RunRefused(List.of()), new JobEvent.RunFinished(JobEvent.Outcome.REFUSED, ""));

        // when
        take(new JobEvent.JobChecked(DB.job(), true, ""));

        // then
        assertThat(job(DB).check()).isEqualTo(new Job.Check.Unchecked());
        assertThat(run().book().superseded()).isEqualTo(1);
    }

    @Test
    void shouldFinishARefusalThatNamesNoProblem() {
        // given
        scripted();

        // when
        take(new JobEvent.RunRefused(List.of()));

        // then
        assertThat(appends(scheduler)).singleElement().isInstanceOf(JobEvent.RunFinished.class);
    }

    @Test
    void shouldNotEndAJobAsNeverSubmittedThatSpokeUpMeanwhile() {
        // given
        submitted(DB, ONE);

        // when
        take(new JobEvent.JobEnded(DB, ClusterState.NOT_SUBMITTED, -1, "", List.of(), 0, List.of()));

        // then
        assertThat(job(DB).state()).isInstanceOf(JobState.Submitted.class);
    }

    @Test
    void shouldSayThatAJobWasSubmittedWhichSpokeBeforeItsSubmissionWasAnswered() {
        // given
        scripted();
        intended(DB);
        JobReported word = said(DB, ONE, 1, ReportKind.STARTED, Map.of());

        // when
        List<Draft> drafts = runner.decide(runs, new RunnerAnswer.Reported(List.of(word)), now);

        // then
        assertThat(drafts).extracting(Draft::event).containsExactly(new JobEvent.JobSubmitted(DB, ONE, true), word);
    }

    @Test
    void shouldNotEndTheClaimsOwnerByTheEndOfItsTwin() {
        // given
        submitted(DB, ONE);
        take(new JobEvent.JobStateChanged(DB, ONE, ClusterState.COMPLETED, "", ""), said(DB, TWO, 1, ReportKind.STARTED, Map.of()));

        // when
        take(new JobEvent.JobEnded(DB, ClusterState.COMPLETED, 0, "", List.of(), 0, List.of()));

        // then
        assertThat(job(DB).state()).isInstanceOfSatisfying(JobState.Submitted.class, state -> assertThat(state.clusterJob()).isEqualTo(TWO));
    }

    @Test
    void shouldConcludeTheJobsOfAFaultedRunWithoutTheirResults() {
        // given
        scripted();
        intended(DB);
        submitted(LOAD, ONE);
        take(new JobEvent.RunClosing(ClosingReason.FAILED, "over"));
        now = Instant.MAX;
        take(new JobEvent.SubmissionRefused(DB, JobEvent.RefusalKind.NOT_NOW, "later"));
        now = Samples.START;

        // when
        take(new JobEvent.JobStateChanged(LOAD, ONE, ClusterState.COMPLETED, "", ""));

        // then
        assertThat(run().fault()).isPresent();
        assertThat(effects(runner)).anyMatch(RunnerEffect.Conclude.class::isInstance).noneMatch(RunnerEffect.ReadResults.class::isInstance);
    }

    @Test
    void shouldNotCancelAJobThatIsOverBecauseASilentControllerDoesNotKnowYet() {
        // given
        submitted(DB, ONE);
        take(said(DB, ONE, 1, ReportKind.STARTED, Map.of()), new JobEvent.RunClosing(ClosingReason.FAILED, "over"), new JobEvent.JobStopRequested(DB.job(), "over"));
        now = Samples.START.plusSeconds(90);

        // when
        boolean before = effects(runner).stream().anyMatch(RunnerEffect.Cancel.class::isInstance);
        take(said(DB, ONE, 2, ReportKind.STOPPED, Map.of("reason", "stop-requested", "exit", "0")));

        // then
        assertThat(before).isTrue();
        assertThat(effects(runner)).noneMatch(RunnerEffect.Cancel.class::isInstance);
    }

    @Test
    void shouldNotWaitForARequeuedJobToStopAgain() {
        // given
        submitted(DB, ONE);
        take(said(DB, ONE, 1, ReportKind.STARTED, Map.of()), said(DB, ONE, 2, ReportKind.STOPPED, Map.of("reason", "signal", "exit", "143")),
                new JobEvent.JobStateChanged(DB, ONE, ClusterState.REQUEUED, "BeginTime", ""), new JobEvent.RunClosing(ClosingReason.FAILED, "over"),
                new JobEvent.JobStopRequested(DB.job(), "over"));

        // when
        List<RunnerEffect> due = effects(runner);
        take(new JobEvent.JobStateChanged(DB, ONE, ClusterState.CANCELLED, "BeginTime", ""));

        // then
        assertThat(due).anyMatch(RunnerEffect.Cancel.class::isInstance);
        assertThat(Cause.of(job(DB))).isEqualTo("ended by a signal; Slurm says CANCELLED (requeued before)");
    }

    @Test
    void shouldGiveTheClustersWordBehindTheJobsOwn() {
        // given
        submitted(DB, ONE);
        take(said(DB, ONE, 1, ReportKind.STARTED, Map.of()), said(DB, ONE, 2, ReportKind.STOPPED, Map.of("reason", "program-exited", "exit", "7", "program_exit", "7")));

        // when
        take(new JobEvent.JobStateChanged(DB, ONE, ClusterState.FAILED, "NonZeroExitCode", ""));

        // then
        assertThat(Cause.of(job(DB))).isEqualTo("its program ended by itself with exit code 7; Slurm says FAILED (NonZeroExitCode)");
    }

    @Test
    void shouldNotBlameAServiceThatEndedBehindItsClients() {
        // given
        submitted(DB, ONE);
        submitted(LOAD, TWO);
        take(said(LOAD, TWO, 1, ReportKind.STOPPED, Map.of("reason", "done", "exit", "0")),
                said(DB, ONE, 1, ReportKind.STOPPED, Map.of("reason", "lease-expired", "exit", "74")));

        // when
        List<Event> unread = appends(scheduler);
        take(new JobEvent.WorkloadMeasured(LOAD, 1, Measurement.nothing(now, now, "")));

        // then
        assertThat(unread).isEmpty();
        assertThat(appends(scheduler)).containsExactly(new JobEvent.RunClosing(ClosingReason.COMPLETED, "all clients are done"));
    }

    @Test
    void shouldNotPutAnEndpointBackBehindTheEndOfItsService() {
        // given
        submitted(DB, ONE);
        take(said(DB, ONE, 1, ReportKind.READY, Map.of("port", "20417")), new JobEvent.EndpointDiscovered(DB, "n1", "192.0.2.1", 20417, List.of(), true),
                new JobEvent.ServiceReady(DB, 1, "1"));
        List<RunnerEffect> before = effects(runner);

        // when
        take(new JobEvent.JobStateChanged(DB, ONE, ClusterState.NODE_FAIL, "", ""));

        // then
        assertThat(before).anyMatch(RunnerEffect.PutEndpoint.class::isInstance);
        assertThat(effects(runner)).noneMatch(RunnerEffect.PutEndpoint.class::isInstance);
    }

    @Test
    void shouldAskAgainSoonAfterAJobStopped() {
        // given
        submitted(DB, ONE);
        take(said(DB, ONE, 1, ReportKind.STOPPED, Map.of(), 0));
        Instant stopped = job(DB).report(ReportKind.STOPPED).orElseThrow().at();
        List<Duration> sinceTheLast = new ArrayList<>();

        // when
        Instant last = stopped;
        for (long age = 100; age <= 3_200; age += 100) {
            now = stopped.plusMillis(age);
            Duration pause = effects(runner).stream().filter(RunnerEffect.Query.class::isInstance).findFirst().orElseThrow().pause();
            if (!now.isBefore(last.plus(pause))) {
                sinceTheLast.add(Duration.between(last, now));
                last = now;
            }
        }

        // then
        assertThat(sinceTheLast).extracting(Duration::toMillis).containsExactly(100L, 100L, 200L, 400L, 800L, 1600L);
    }

    @Test
    void shouldTellWhatJobsSaidInTheirOrderAndTheClustersWordBehindIt() {
        // given
        JobReported last = said(DB, ONE, 2, ReportKind.STOPPED, Map.of(), 90);
        JobReported first = said(DB, ONE, 1, ReportKind.READY, Map.of(), 10);
        JobReported client = said(LOAD, TWO, 1, ReportKind.STOPPED, Map.of(), 50);
        JobReported backwards = said(LOAD, TWO, 2, ReportKind.PHASE, Map.of(), 5);
        RunnerAnswer answer = new RunnerAnswer.Tracked(List.of(Samples.RUN), List.of(new RunnerAnswer.Sighting(Samples.RUN, DB, ONE, ClusterState.COMPLETED, "", "")),
                List.of(last, first, client, backwards));

        // when
        List<Draft> drafts = runner.decide(runs, answer, now);

        // then
        assertThat(drafts).extracting(Draft::event).containsExactly(first, client, backwards, last,
                new JobEvent.JobStateChanged(DB, ONE, ClusterState.COMPLETED, "", ""));
    }

    @Test
    void shouldTakeTheTimeLimitForTheEndOfAJobThatTheClusterCallsFailed() {
        // given
        submitted(DB, ONE);
        take(new JobEvent.JobStateChanged(DB, ONE, ClusterState.FAILED, "NonZeroExitCode", ""));

        // when
        take(new JobEvent.JobEnded(DB, ClusterState.TIMEOUT, 143, "it came to its time limit", List.of(), 0, List.of()));

        // then
        assertThat(job(DB).state()).isInstanceOf(JobState.Ended.class);
    }

    private void scripted() {
        if (runs.run(Samples.RUN).isEmpty()) {
            take(new JobEvent.RunRequested(Samples.submission(Mode.RUN)), new JobEvent.RecipeAccepted(recipe, "ab", List.of()),
                    new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/tmp/out"), Planner.plan(recipe));
            Planner.plan(recipe).jobs().forEach(job -> take(new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab")));
        }
    }

    private void intended(Token token) {
        run().all().forEach(job -> take(new JobEvent.JobChecked(job.name(), true, "")));
        take(new JobEvent.JobReleased(token.job()), new JobEvent.SubmissionIntended(token, now.plusSeconds(60), "p1"));
    }

    private void submitted(Token token, ClusterJobId id) {
        scripted();
        intended(token);
        take(new JobEvent.JobSubmitted(token, id, false));
    }

    private JobReported said(Token token, ClusterJobId id, long sequence, ReportKind kind, Map<String, String> details) {
        return said(token, id, sequence, kind, details, sequence);
    }

    private JobReported said(Token token, ClusterJobId id, long sequence, ReportKind kind, Map<String, String> details, long second) {
        return new JobReported(token, id, 0, sequence, Samples.START.plusSeconds(second), kind, details);
    }

    private void take(Event... events) {
        for (Event event : events) {
            runs.take(Soup.readable(offset, new Envelope(new EventId("e" + offset++), Samples.RUN, "/test", now, "", event)));
        }
    }

    private Run run() {
        return runs.run(Samples.RUN).orElseThrow();
    }

    private Job job(Token token) {
        return run().job(token.job()).orElseThrow();
    }

    private <E extends Effect> List<Event> appends(Program<E, ?> program) {
        return program.due(runs, now).stream().filter(Duty.Append.class::isInstance).map(duty -> ((Duty.Append<E>) duty).event()).toList();
    }

    private <E extends Effect> List<E> effects(Program<Placed<E>, ?> program) {
        return program.due(runs, now).stream().filter(Duty.Perform.class::isInstance).map(duty -> ((Duty.Perform<Placed<E>>) duty).effect().effect()).toList();
    }
}
