package assay.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.ArtifactStaged;
import assay.events.JobEvent.CancelAccepted;
import assay.events.JobEvent.RunRequested;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RunId ONE = new RunId("7k3q2mab9z");
    private static final RunId TWO = new RunId("7k3q2mab9y");
    private final Scripted program = new Scripted();
    private final Loop<Look, String> loop = new Loop<>(program, Runs.of("l0g1d234"));
    private int offset;

    @BeforeEach
    void twoRunsStandInTheLog() {
        loop.replay(List.of(requested(ONE), requested(TWO)));
    }

    @Test
    void shouldHaveOneAppendInFlightForEachRun() {
        // given
        program.duties.add(new Duty.Append<>(ONE, new CancelAccepted("", "ada", false)));
        List<Envelope> first = loop.step(List.of(), List.of(), NOW).appends();
        program.duties.add(new Duty.Append<>(ONE, staged("late")));
        program.duties.add(new Duty.Append<>(TWO, staged("other")));

        // when
        List<Envelope> meanwhile = loop.step(List.of(), List.of(), NOW).appends();
        List<Envelope> after = loop.step(entries(first), List.of(), NOW).appends();

        // then
        assertThat(first).extracting(Envelope::run).containsExactly(ONE);
        assertThat(meanwhile).extracting(Envelope::run).containsExactly(TWO);
        assertThat(after).extracting(Envelope::event).containsExactly(staged("late"));
    }

    @Test
    void shouldActOnItsOwnEventOnlyWhenItWasReadBack() {
        // given
        program.duties.add(new Duty.Append<>(ONE, new CancelAccepted("", "ada", false)));

        // when
        List<Envelope> appends = loop.step(List.of(), List.of(), NOW).appends();
        boolean before = loop.runs().run(ONE).orElseThrow().cancel().isPresent();
        loop.step(entries(appends), List.of(), NOW);

        // then
        assertThat(before).isFalse();
        assertThat(loop.runs().run(ONE).orElseThrow().cancel()).isPresent();
    }

    @Test
    void shouldKeepAnAnswerUntilAllThatFollowsFromItWasReadBack() {
        // given
        program.duties.add(new Duty.Perform<>(new Look("look", Duration.ZERO)));
        loop.step(List.of(), List.of(), NOW);
        program.decisions = List.of(new Draft(ONE, staged("a")), new Draft(TWO, staged("b")));

        // when
        Step<Look> answered = loop.step(List.of(), List.of(new Answer.Given<>("look", "seen")), NOW);
        Step<Look> half = loop.step(entries(answered.appends().subList(0, 1)), List.of(), NOW);
        Step<Look> whole = loop.step(entries(answered.appends().subList(1, 2)), List.of(), NOW);

        // then
        assertThat(answered.appends()).hasSize(2);
        assertThat(half.appends()).isEmpty();
        assertThat(half.effects()).isEmpty();
        assertThat(whole.appends()).isEmpty();
        assertThat(whole.effects()).containsExactly(new Look("look", Duration.ZERO));
    }

    @Test
    void shouldLetAnAnswerWaitForItsRunToHaveNothingInFlight() {
        // given
        program.duties.add(new Duty.Append<>(ONE, new CancelAccepted("", "ada", false)));
        List<Envelope> inFlight = loop.step(List.of(), List.of(), NOW).appends();
        program.decisions = List.of(new Draft(ONE, staged("a")));

        // when
        List<Envelope> meanwhile = loop.step(List.of(), List.of(new Answer.Given<>("look", "seen")), NOW).appends();
        List<Envelope> after = loop.step(entries(inFlight), List.of(), NOW).appends();

        // then
        assertThat(meanwhile).isEmpty();
        assertThat(after).extracting(Envelope::event).containsExactly(staged("a"));
    }

    @Test
    void shouldStartAFailedEffectEverMoreSlowly() {
        // given
        program.duties.add(new Duty.Perform<>(new Look("look", Duration.ZERO)));
        loop.step(List.of(), List.of(), NOW);
        List<Long> pauses = new ArrayList<>();
        Instant failed = NOW;

        // when
        for (int failure = 0; failure < 8; failure++) {
            loop.step(List.of(), List.of(new Answer.Failed<>("look", "no")), failed);
            Instant again = failed;
            while (loop.step(List.of(), List.of(), again).effects().isEmpty()) {
                again = again.plusMillis(250);
            }
            pauses.add(Duration.between(failed, again).toMillis());
            failed = again;
        }

        // then
        assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 32_000L);
    }

    @Test
    void shouldForgetFailuresOnceAnEffectSucceeds() {
        // given
        program.duties.add(new Duty.Perform<>(new Look("look", Duration.ofSeconds(10))));
        loop.step(List.of(), List.of(), NOW);
        loop.step(List.of(), List.of(new Answer.Failed<>("look", "no")), NOW);
        loop.step(List.of(), List.of(), NOW.plusSeconds(1));

        // when
        loop.step(List.of(), List.of(new Answer.Given<>("look", "seen")), NOW.plusSeconds(2));

        // then
        assertThat(loop.step(List.of(), List.of(), NOW.plusSeconds(10)).effects()).isEmpty();
        assertThat(loop.step(List.of(), List.of(), NOW.plusSeconds(11)).effects()).hasSize(1);
    }

    @Test
    void shouldStartAnEffectOfOnceOnceAndAgainOnlyWhenItFailed() {
        // given
        program.duties.add(new Duty.Perform<>(new Look("look", Effect.ONCE)));

        // when
        Step<Look> first = loop.step(List.of(), List.of(), NOW);
        Step<Look> failed = loop.step(List.of(), List.of(new Answer.Failed<>("look", "no")), NOW);
        Step<Look> again = loop.step(List.of(), List.of(), NOW.plusSeconds(1));
        Step<Look> done = loop.step(List.of(), List.of(new Answer.Given<>("look", "seen")), NOW.plusSeconds(2));
        Step<Look> years = loop.step(List.of(), List.of(), NOW.plus(Duration.ofDays(3_650)));

        // then
        assertThat(List.of(first.effects().size(), failed.effects().size(), again.effects().size(), done.effects().size(), years.effects().size()))
                .containsExactly(1, 0, 1, 0, 0);
    }

    private List<Entry> entries(List<Envelope> envelopes) {
        return envelopes.stream().<Entry>map(envelope -> new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset++), envelope)).toList();
    }

    private Entry requested(RunId run) {
        RecipeSubmitted submission = new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "ada");
        return new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset++),
                new Envelope(new EventId("requested" + run), run, "/assay/parser", NOW, "", new RunRequested(submission)));
    }

    private static JobEvent staged(String name) {
        return new ArtifactStaged(name, "ab", 1, 1);
    }

    private record Look(String key, Duration pause) implements Effect {
    }

    /** Finds due what it is told to, as long as the log does not hold it. */
    private static final class Scripted implements Program<Look, String> {
        private final List<Duty<Look>> duties = new ArrayList<>();
        private List<Draft> decisions = List.of();

        @Override
        public Writer writer() {
            return Writer.RUNNER;
        }

        @Override
        public List<Duty<Look>> due(Runs runs, Instant now) {
            return duties.stream().filter(duty -> !(duty instanceof Duty.Append<Look>(var run, var event) && event instanceof CancelAccepted
                    && runs.run(run).orElseThrow().cancel().isPresent())).toList();
        }

        @Override
        public List<Draft> decide(Runs runs, String answer, Instant now) {
            return decisions;
        }
    }
}
