package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import assay.core.parser.ParseRecipe;
import assay.core.parser.RecipeRead;
import assay.events.JobEvent.RecipeRejected;
import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeParsingTest {
    private final RecipeParsing parsing = new RecipeParsing(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN, run -> List.of());

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
