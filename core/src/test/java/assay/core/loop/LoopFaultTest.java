package assay.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.run.Run;
import assay.core.run.Runs;
import assay.events.Entry;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.RecipeRejected;
import assay.events.Problem;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import assay.events.Topic;
import assay.events.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopFaultTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RunId BAD = new RunId("bad0000000");
    private static final RunId GOOD = new RunId("good000000");

    @Test
    void shouldGoOnWithTheOtherRunsWhenDueThrowsForOne() {
        // given
        Loop<Look, String> loop = new Loop<>(new Looking(BAD.value()), Runs.of("l0g1d234"));
        // when
        Step<Look> step = loop.step(List.of(requested(0, BAD), requested(1, GOOD)), List.of(), NOW);
        // then
        assertThat(step.effects()).containsExactly(new Look(GOOD));
        assertThat(step.faults()).singleElement().satisfies(fault -> assertThat(fault.where()).contains(BAD.value()));
    }

    @Test
    void shouldTellTheSameBugOnce() {
        // given
        Loop<Look, String> loop = new Loop<>(new Looking(BAD.value()), Runs.of("l0g1d234"));
        loop.step(List.of(requested(0, BAD), requested(1, GOOD)), List.of(), NOW);
        // when
        Step<Look> step = loop.step(List.of(), List.of(), NOW.plusSeconds(60));
        // then
        assertThat(step.faults()).isEmpty();
    }

    @Test
    void shouldDeliverAnAnswerInAStepWhereDueThrows() {
        // given
        Loop<Look, String> loop = new Loop<>(new Looking(BAD.value()), Runs.of("l0g1d234"));
        loop.step(List.of(requested(0, GOOD)), List.of(), NOW);
        // when
        Step<Look> step = loop.step(List.of(requested(1, BAD)), List.of(new Answer.Given<>("look/" + GOOD, GOOD.value())), NOW);
        // then
        assertThat(step.appends()).singleElement().satisfies(append -> assertThat(append.run()).isEqualTo(GOOD));
    }

    @Test
    void shouldDropOnlyTheAnswerThatDecideThrowsFor() {
        // given
        Loop<Look, String> loop = new Loop<>(new Looking("none"), Runs.of("l0g1d234"));
        loop.step(List.of(requested(0, BAD), requested(1, GOOD)), List.of(), NOW);
        List<Answer<String>> answers = List.of(new Answer.Given<>("look/" + BAD, "bug"), new Answer.Given<>("look/" + GOOD, GOOD.value()));
        // when
        Step<Look> step = loop.step(List.of(), answers, NOW);
        // then
        assertThat(step.appends()).singleElement().satisfies(append -> assertThat(append.run()).isEqualTo(GOOD));
        assertThat(step.faults()).singleElement().satisfies(fault -> assertThat(fault.where()).contains("look/" + BAD));
    }

    @Test
    void shouldLiveOnWhenDueThrowsForNoRunInParticular() {
        // given
        Loop<Look, String> loop = new Loop<>(new Looking("always"), Runs.of("l0g1d234"));
        // when
        Step<Look> step = loop.step(List.of(requested(0, GOOD)), List.of(), NOW);
        // then
        assertThat(step.effects()).isEmpty();
        assertThat(step.faults()).isNotEmpty();
    }

    private static Entry requested(long offset, RunId run) {
        RecipeSubmitted submission = new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "ada");
        return new Entry.Readable(new Entry.Position(Topic.JOBS, 0, offset),
                new Envelope(new EventId("requested" + run), run, "/assay/parser", NOW, "", new JobEvent.RunRequested(submission)));
    }

    private record Look(RunId run) implements Effect {
        @Override
        public String key() {
            return "look/" + run;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(10);
        }
    }

    /** A program with a bug for one run. */
    private record Looking(String bug) implements Program<Look, String> {
        @Override
        public Writer writer() {
            return Writer.PARSER;
        }

        @Override
        public List<Duty<Look>> due(Runs runs, Instant now) {
            if (bug.equals("always")) {
                throw new IllegalStateException("always");
            }
            return runs.all().stream().map(this::look).toList();
        }

        private Duty<Look> look(Run run) {
            if (run.id().value().equals(bug)) {
                throw new IllegalStateException("a bug");
            }
            return new Duty.Perform<>(new Look(run.id()));
        }

        @Override
        public List<Draft> decide(Runs runs, String answer, Instant now) {
            return List.of(new Draft(new RunId(answer), new RecipeRejected(List.of(new Problem("r.yaml", 0, 0, answer, "")))));
        }
    }
}
