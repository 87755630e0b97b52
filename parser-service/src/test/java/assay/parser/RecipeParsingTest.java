package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.parser.ParseRecipe;
import assay.core.parser.RecallRun;
import assay.core.parser.RecipeRead;
import assay.events.Envelope;
import assay.events.EventId;
import assay.events.JobEvent;
import assay.events.JobEvent.RecipeAccepted;
import assay.events.JobEvent.RecipeRejected;
import assay.events.JobEvent.RunRequested;
import assay.events.Origin;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.RerunRequested;
import assay.events.RunId;
import assay.log.RunArchive;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeParsingTest {
    private final RecipeParsing parsing = new RecipeParsing(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN, run -> List.of());

    @Test
    void shouldHoldAnOldRunAgainstThePolicyOfToday() {
        // given
        RunId old = new RunId("7k3q2mabcd");
        RecipeSubmitted submission = new RecipeSubmitted("""
                recipe: 1
                name: own
                services: { s: { run: id } }
                clients: { c: { run: id, target: s } }
                """, "r.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "ada");
        JobEvent accepted = parsing.perform(new ParseRecipe(old, submission)).events().getFirst();
        RunArchive archive = run -> List.of(envelope(old, new RunRequested(submission, Origin.NONE)), envelope(old, accepted));
        RecallRun recall = new RecallRun(new RunId("7k3q2mnext"), new RerunRequested(old, "run", "/tmp/again", "eve"));
        // when
        RecipeRead open = new RecipeParsing(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN, archive).perform(recall);
        RecipeRead guarded = new RecipeParsing(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), new Policy(true, Globs.NONE, Globs.NONE), archive).perform(recall);
        // then
        assertThat(accepted).isInstanceOf(RecipeAccepted.class);
        assertThat(open.events().getLast()).isInstanceOf(RecipeAccepted.class);
        assertThat(guarded.events()).hasSize(2);
        assertThat(guarded.events().getLast()).isInstanceOfSatisfying(RecipeRejected.class,
                rejected -> assertThat(rejected.problems()).anySatisfy(problem -> assertThat(problem.message()).contains("only presets are taken here")));
    }

    private static Envelope envelope(RunId run, JobEvent event) {
        return new Envelope(new EventId("e"), run, "/assay/parser", Instant.EPOCH, "", event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "recipe: 1", "[[[[", "half \ud800", "recipe: 1\nservices: {}\nclients: {}\n", "- &a [*a]"})
    void shouldGiveAVerdictOnWhateverIsSubmitted(String text) {
        // given
        RecipeSubmitted submission = new RecipeSubmitted(text, "r.yaml", Mode.RUN, List.of("x", "=", "a.b.c=1"), Map.of(), List.of(), "", "");
        // when
        RecipeRead read = parsing.perform(new ParseRecipe(new RunId("7k3q2mabcd"), submission));
        // then
        assertThat(read.events().getFirst()).isInstanceOfSatisfying(RecipeRejected.class, rejected -> assertThat(rejected.problems()).isNotEmpty()
                .noneSatisfy(problem -> assertThat(problem.message()).contains("a bug of Assay's")));
    }
}
