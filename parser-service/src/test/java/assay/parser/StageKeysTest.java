package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import assay.core.plan.Artifacts;
import assay.events.recipe.Artifact;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What recipes, presets and profiles say of large things that jobs need. */
class StageKeysTest {
    private static final String PRESET = """
            preset: model-server
            kind: service
            description: serves a model
            parameters:
              model: { type: artifact, required: true }
              adapter: { type: artifact }
              draft: { type: model }
            service:
              stage: { tool: /opt/tool, tokenizer: /opt/tokenizer }
              run: serve "$ASSAY_WITH_MODEL"
            """;
    private static final String RECIPE = """
            recipe: 1
            name: staged
            services:
              llm: { uses: model-server, with: { model: /models/tiny }, stage: { tokenizer: /mine/tokenizer } }
            clients:
              load: { target: llm, run: 'true', stage: { loadgen: 'assay:loadgen', model: /models/tiny } }
            """;

    @Test
    void shouldNameWhatIsStagedByVariables() {
        // when
        Recipe recipe = accepted(RECIPE);

        // then
        Program service = recipe.services().getFirst().program();
        assertThat(service.staged()).containsExactly(entry("ASSAY_WITH_MODEL", "/models/tiny"), entry("ASSAY_STAGED_TOOL", "/opt/tool"),
                entry("ASSAY_STAGED_TOKENIZER", "/mine/tokenizer"));
        assertThat(service.environment()).containsExactly(entry("ASSAY_WITH_MODEL", "/models/tiny"), entry("ASSAY_WITH_ADAPTER", ""),
                entry("ASSAY_WITH_DRAFT", ""));
        assertThat(Artifacts.of(recipe)).extracting(Artifact::reference).containsExactly("/models/tiny", "/opt/tool", "/mine/tokenizer", "assay:loadgen");
    }

    @ParameterizedTest
    @CsvSource({"/models/tiny,true", "https://example.org/tiny.gguf#sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,true",
            "meta-llama/Llama-3.1-8B-Instruct,false", "facebook-opt,false"})
    void shouldStageAModelThatIsNoName(String model, boolean staged) {
        // when
        Program service = accepted(RECIPE.replace("with: { model: /models/tiny }", "with: { model: /models/tiny, draft: '" + model + "' }")).services().getFirst().program();

        // then
        assertThat(service.environment()).containsEntry("ASSAY_WITH_DRAFT", model);
        assertThat(service.staged().containsKey("ASSAY_WITH_DRAFT")).isEqualTo(staged);
    }

    @ParameterizedTest
    @CsvSource({"models/tiny/x,write the absolute path", "https://example.org/tiny.gguf,write the file's digest behind it", "hf:org/name,download it once"})
    void shouldRefuseAModelThatIsNeither(String model, String hint) {
        // when
        Reading reading = read(RECIPE.replace("with: { model: /models/tiny }", "with: { model: /models/tiny, draft: '" + model + "' }"));

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Rejected.class, rejected -> assertThat(rejected.problems()).singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains(hint)));
    }

    @Test
    void shouldTakeTheCacheFromTheProfile() {
        assertThat(Recipes.accepted(Recipes.resource("/corpus/good-minimal.yaml"), "cluster=meluxina").recipe().site().cache()).isEqualTo("/project/scratch/p200000/cache");
        assertThat(Recipes.accepted(Recipes.resource("/corpus/good-minimal.yaml"), "cluster=bare").recipe().site().cache()).isEmpty();
    }

    private static Recipe accepted(String text) {
        return switch (read(text)) {
            case Reading.Accepted accepted -> accepted.recipe();
            case Reading.Rejected rejected -> throw new AssertionError("Expected a valid recipe, but found " + rejected.problems());
        };
    }

    private static Reading read(String text) {
        RecipeReader reader = new RecipeReader(PresetLibrary.of(Map.of("model-server.yaml", PRESET)), new ProfileTexts("/test-profiles"), Policy.OPEN);
        return reader.read(Recipes.submission(text));
    }
}
