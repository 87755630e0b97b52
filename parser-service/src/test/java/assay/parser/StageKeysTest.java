package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import assay.core.plan.Artifacts;
import assay.events.recipe.Artifact;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What recipes, presets and profiles say of large things that jobs need. */
class StageKeysTest {
    private static final String PRESET = """
            preset: model-server
            kind: service
            description: serves a model
            parameters:
              model: { type: artifact, required: true }
              adapter: { type: artifact }
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
        assertThat(service.environment()).containsExactly(entry("ASSAY_WITH_MODEL", "/models/tiny"), entry("ASSAY_WITH_ADAPTER", ""));
        assertThat(Artifacts.of(recipe)).extracting(Artifact::reference).containsExactly("/models/tiny", "/opt/tool", "/mine/tokenizer", "assay:loadgen");
    }

    @Test
    void shouldTakeTheCacheFromTheProfile() {
        assertThat(Recipes.accepted(Recipes.resource("/corpus/good-minimal.yaml"), "cluster=meluxina").recipe().site().cache()).isEqualTo("/project/scratch/p200000/cache");
        assertThat(Recipes.accepted(Recipes.resource("/corpus/good-minimal.yaml"), "cluster=bare").recipe().site().cache()).isEmpty();
    }

    private static Recipe accepted(String text) {
        RecipeReader reader = new RecipeReader(PresetLibrary.of(Map.of("model-server.yaml", PRESET)), new ProfileTexts("/test-profiles"));
        return switch (reader.read(Recipes.submission(text))) {
            case Reading.Accepted accepted -> accepted.recipe();
            case Reading.Rejected rejected -> throw new AssertionError("Expected a valid recipe, but found " + rejected.problems());
        };
    }
}
