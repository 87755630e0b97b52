package assay.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

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

class LoopLostTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RunId RUN = new RunId("7k3q2mab9z");
    private final Loop<Look, String> loop = new Loop<>(new Looking(), Runs.of("l0g1d234"));

    @Test
    void shouldOfferAnAnswerAgainWhoseAppendWasLost() {
        // given
        loop.step(List.of(requested()), List.of(), NOW);
        Step<Look> first = loop.step(List.of(), List.of(new Answer.Given<>("look", "bad")), NOW);
        // when
        loop.lost(first.appends());
        Step<Look> second = loop.step(List.of(), List.of(), NOW);
        // then
        assertThat(first.appends()).hasSize(1);
        assertThat(second.appends()).isEqualTo(first.appends());
        assertThat(second.effects()).isEmpty();
    }

    @Test
    void shouldNotOfferAgainWhatWasReadAfterAll() {
        // given
        loop.step(List.of(requested()), List.of(), NOW);
        List<Envelope> appends = loop.step(List.of(), List.of(new Answer.Given<>("look", "bad")), NOW).appends();
        loop.replay(List.of(new Entry.Readable(new Entry.Position(Topic.JOBS, 0, 1), appends.getFirst())));
        // when
        loop.lost(appends);
        Step<Look> next = loop.step(List.of(), List.of(), NOW);
        // then
        assertThat(next.appends()).isEmpty();
        assertThat(loop.runs().deadLetters().count()).isZero();
    }

    private static Entry requested() {
        RecipeSubmitted submission = new RecipeSubmitted("recipe: 1", "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "ada");
        return new Entry.Readable(new Entry.Position(Topic.JOBS, 0, 0),
                new Envelope(new EventId("requested"), RUN, "/assay/parser", NOW, "", new JobEvent.RunRequested(submission)));
    }

    private record Look() implements Effect {
        @Override
        public String key() {
            return "look";
        }

        @Override
        public Duration pause() {
            return Effect.ONCE;
        }
    }

    private static final class Looking implements Program<Look, String> {
        @Override
        public Writer writer() {
            return Writer.PARSER;
        }

        @Override
        public List<Duty<Look>> due(Runs runs, Instant now) {
            return List.of(new Duty.Perform<>(new Look()));
        }

        @Override
        public List<Draft> decide(Runs runs, String answer, Instant now) {
            return runs.run(RUN).filter(run -> run.stage().open())
                    .map(run -> new Draft(RUN, new RecipeRejected(List.of(new Problem("r.yaml", 0, 0, answer, ""))))).stream().toList();
        }
    }
}
