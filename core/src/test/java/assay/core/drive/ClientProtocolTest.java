package assay.core.drive;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.loop.Duty;
import assay.core.loop.Placed;
import assay.core.plan.Planner;
import assay.core.run.Runs;
import assay.core.runner.RunnerEffect;
import assay.core.runner.RunnerEffect.ReadReports;
import assay.core.runner.RunnerEffect.ReadResults;
import assay.core.runner.RunnerEffect.Submit;
import assay.core.runner.RunnerProgram;
import assay.core.runner.RunnerTiming;
import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.Envelope;
import assay.events.Event;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.JobReported;
import assay.events.JobEvent.ReportKind;
import assay.events.JobName;
import assay.events.RecipeEvent.Mode;
import assay.events.Token;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the runner makes of a client that waits, begins late, or holds a secret of the user's. */
class ClientProtocolTest {
    private static final Token LOAD = Token.of(new JobName("load"), 1, Samples.RUN, Samples.LOG);
    private static final ClusterJobId ONE = new ClusterJobId("1");
    private final Runs runs = Runs.of(Samples.LOG);
    private final RunnerProgram runner = new RunnerProgram("p1", RunnerTiming.standard());
    private final Instant now = Samples.START;
    private int offset;
    private long sequence;

    @BeforeEach
    void intend() {
        Recipe plain = Samples.recipe(1, 1, 1);
        ClientSpec client = plain.clients().getFirst();
        Program program = new Program("", List.of(), "x", "", Map.of(), List.of(), Map.of("KEY", "api-key"), List.of());
        Recipe recipe = new Recipe("sample", "", plain.site(), plain.services(),
                List.of(new ClientSpec("load", "", Map.of(), program, "", "db", "none", 25, client.slurm())), 1, plain.monitor(), List.of(), List.of());
        take(new JobEvent.RunRequested(Samples.submission(Mode.RUN)), new JobEvent.RecipeAccepted(recipe, "ab", List.of()),
                new JobEvent.ClusterObserved("slurm", true, "", false, Map.of(), List.of(), "/tmp/out"), Planner.plan(recipe));
        Planner.plan(recipe).jobs().forEach(job -> take(new JobEvent.JobScripted(job.name(), "#!/bin/bash", List.of(), "ab"), new JobEvent.JobChecked(job.name(), true, "")));
        take(new JobEvent.JobReleased(LOAD.job()), new JobEvent.SubmissionIntended(LOAD, now.plusSeconds(60), "p1"));
    }

    @Test
    void shouldSubmitAClientWithTheSecretsOfItsProgram() {
        // when
        List<Submit> submissions = effects(Submit.class).toList();

        // then
        assertThat(submissions).singleElement().satisfies(submit -> {
            assertThat(submit.own()).containsExactly("api-key");
            assertThat(submit.secrets()).isEmpty();
        });
    }

    @Test
    void shouldReadCalmlyWhileAClientWaits() {
        // given
        take(new JobEvent.JobSubmitted(LOAD, ONE, false), said(ReportKind.STARTED, Map.of()), said(ReportKind.PHASE, Map.of("phase", "waiting", "for", "db")));
        ReadReports waiting = effects(ReadReports.class).findFirst().orElseThrow();

        // when
        take(said(ReportKind.PHASE, Map.of("phase", "prepare", "repetition", "1")));

        // then
        assertThat(waiting.pause()).isEqualTo(RunnerTiming.standard().calmReports());
        assertThat(effects(ReadReports.class)).allSatisfy(reading -> assertThat(reading.pause()).isEqualTo(RunnerTiming.standard().hotReports()));
    }

    @Test
    void shouldTellThatAWindowBeganTooLate() {
        // given
        take(new JobEvent.JobSubmitted(LOAD, ONE, false), said(ReportKind.STARTED, Map.of()),
                said(ReportKind.PHASE, Map.of("phase", "measure", "repetition", "1", "agreed", "1795447975.000000", "late", "3.250")),
                said(ReportKind.PHASE, Map.of("phase", "measured", "repetition", "1", "exit", "0")), said(ReportKind.STOPPED, Map.of("reason", "done", "exit", "0")));

        // when
        take(new JobEvent.JobStateChanged(LOAD, ONE, ClusterState.COMPLETED, "", ""));

        // then
        assertThat(effects(ReadResults.class).flatMap(effect -> effect.windows().stream())).singleElement()
                .satisfies(window -> assertThat(window.problems()).containsExactly("it began 3.250 s after the instant that the replicas agreed on"));
    }

    private JobReported said(ReportKind kind, Map<String, String> details) {
        sequence++;
        return new JobReported(LOAD, ONE, 0, sequence, now.plusSeconds(sequence), kind, details);
    }

    private void take(Event... events) {
        for (Event event : events) {
            runs.take(Soup.readable(offset, new Envelope(new EventId("e" + offset++), Samples.RUN, "/test", now, "", event)));
        }
    }

    private <E extends RunnerEffect> Stream<E> effects(Class<E> type) {
        return runner.due(runs, now).stream().filter(Duty.Perform.class::isInstance).map(duty -> ((Duty.Perform<?>) duty).effect())
                .map(placed -> ((Placed<?>) placed).effect()).filter(type::isInstance).map(type::cast);
    }
}
