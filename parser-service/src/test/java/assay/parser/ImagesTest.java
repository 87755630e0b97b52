package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.recipe.Container;
import assay.events.recipe.Program;
import assay.events.recipe.Recipe;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
    private static final String RECIPE = """
            recipe: 1
            name: t
            services:
              db: { run: server, image: %s }
            clients:
              load: { target: db, run: client }
            """;

    @Test
    void shouldCarryImagesAndHowTheyAreEntered() {
        // when
        Recipe recipe = Recipes.accepted(Recipes.resource("/corpus/good-images.yaml")).recipe();

        // then
        List<Program> services = recipe.services().stream().map(service -> service.program()).toList();
        assertThat(services).extracting(Program::image).containsExactly("/home/ada/recipes/images/pg.sif", "docker://redis:7.4@sha256:0123abc", "/project/images/vllm_0.9.sif");
        assertThat(services.getFirst().container()).isEqualTo(new Container(List.of("/data:/data:ro", "/scratch/x", "/a:/b", "/c:rw"), false, true));
        assertThat(services.getLast().container().nv()).isTrue();
        assertThat(recipe.clients()).extracting(client -> client.program().image()).containsExactly("/home/ada/recipes/../pg.sif", "oras://ghcr.io/ada/llm:1", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "/ctrl\u0007"})
    void shouldRefuseARelativePathInARecipeThatLiesNowhere(String directory) {
        // when
        Reading reading = read(RECIPE.formatted("images/pg.sif"), directory);

        // then
        assertThat(((Reading.Rejected) reading).problems()).singleElement().asString().isEqualTo("recipe.yaml:4:29: services.db.image: 'images/pg.sif' is relative to the recipe, "
                + "and this one lies in no directory — write an absolute path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images/pg.sif", "docker://postgres:17"})
    void shouldNeedNoDirectoryForOtherImages(String image) {
        // when
        Reading reading = read(RECIPE.formatted(image), "");

        // then
        assertThat(((Reading.Accepted) reading).recipe().services().getFirst().program().image()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"gpus: 2|true", "gpus: a100:1|true", "gpus_per_node: 1|true", "gpus_per_task: 1|true", "gres: gpu:a100:4|true", "gres: 'tmp:2G,gpu'|true",
            "gpus: 0|false", "gres: tmp:2G|false", "gres: gpumem:2|false", "mem: 2G|false"})
    void shouldBringInTheDriverWhereGpusAreAskedFor(String slurm, boolean expected) {
        // given
        String text = RECIPE.formatted("/images/pg.sif, slurm: { " + slurm + " }");

        // when
        Recipe automatic = Recipes.accepted(text).recipe();
        Recipe chosen = Recipes.accepted(text.replace("run: server", "run: server, container: { nv: false }")).recipe();

        // then
        assertThat(automatic.services().getFirst().program().container().nv()).isEqualTo(expected);
        assertThat(chosen.services().getFirst().program().container().nv()).isFalse();
    }

    private static Reading read(String text, String directory) {
        return Recipes.reader().read(new RecipeSubmitted(text, "recipe.yaml", Mode.RUN, List.of(), Map.of(), List.of(), "/tmp/out", "tester", directory));
    }
}
