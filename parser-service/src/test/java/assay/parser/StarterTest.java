package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import assay.events.recipe.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StarterTest {
    private static final PresetLibrary PRESETS = PresetLibrary.bundled();
    private static final Starter STARTER = new Starter(PRESETS);

    @ParameterizedTest
    @MethodSource("names")
    void shouldBeARecipeWithoutAProblem(String name) {
        // when
        String text = STARTER.recipe(name, "recipe.schema.json").orElseThrow();

        // then
        assertThat(text).startsWith("# yaml-language-server: $schema=recipe.schema.json\nrecipe: 1\n");
        assertThat(new RecipeReader(PRESETS, new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(text)))
                .isInstanceOfSatisfying(Reading.Accepted.class, accepted -> assertThat(accepted.warnings()).isEmpty());
    }

    @Test
    void shouldPutAFittingClientBesideAService() {
        // when
        String text = STARTER.recipe("postgresql", "x").orElseThrow();

        // then
        assertThat(text).contains("    uses: postgresql\n", "    uses: pgbench\n", "      # How queries are sent. One of simple, extended, prepared.\n      mode: prepared\n");
        assertThat(STARTER.recipe("pgbench", "x").orElseThrow()).contains("name: pgbench\n", "    uses: postgresql\n", "    uses: pgbench\n");
    }

    @Test
    void shouldGiveAnExampleWhereADefaultWouldNotDo() {
        // when
        String text = STARTER.recipe("vllm", "x").orElseThrow();

        // then
        assertThat(text).contains("    uses: vllm\n", "      model: /shared/models/Llama-3.1-8B-Instruct\n", "      args: { gpu-memory-utilization: 0.9 }\n",
                "    slurm: { gpus_per_node: 1, cpus_per_task: 8, mem: 64G, time: 1h }\n", "    uses: vllm-bench\n");
    }

    @Test
    void shouldPutAClientInBashBesideAServiceThatNoPresetLoads() {
        // given
        PresetLibrary presets = PresetLibrary.of(Map.of("store.yaml", Recipes.resource("/test-presets/store.yaml")));

        // when
        String text = new Starter(presets).recipe("store", "x").orElseThrow();

        // then
        Reading reading = new RecipeReader(presets, new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(text));
        Recipe recipe = ((Reading.Accepted) reading).recipe();
        assertThat(recipe.services().getFirst().with()).containsEntry("settle", "2m").containsEntry("settings", "").containsEntry("version", "");
        assertThat(recipe.clients().getFirst().figures()).singleElement().satisfies(figure -> assertThat(figure.name()).isEqualTo("rate"));
    }

    @Test
    void shouldPutAServiceInBashBesideAClientThatSuitsNone() {
        // given
        PresetLibrary presets = PresetLibrary.of(Map.of("knock.yaml", Recipes.resource("/test-presets/knock.yaml")));

        // when
        String text = new Starter(presets).recipe("knock", "x").orElseThrow();

        // then
        Reading reading = new RecipeReader(presets, new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(text));
        assertThat(reading).isInstanceOfSatisfying(Reading.Accepted.class,
                accepted -> assertThat(accepted.recipe().services().getFirst().program().run()).startsWith("exec python3"));
    }

    @Test
    void shouldDescribePresets() {
        // when
        PresetDescription pgbench = PRESETS.describe("pgbench").orElseThrow();

        // then
        assertThat(pgbench.kind()).isEqualTo("client");
        assertThat(pgbench.parameters()).extracting(PresetDescription.Choice::name).startsWith("scale", "clients");
        assertThat(pgbench.parameters()).filteredOn(parameter -> parameter.name().equals("mode")).singleElement()
                .isEqualTo(new PresetDescription.Choice("mode", "choice", "prepared", false, List.of("simple", "extended", "prepared"), "How queries are sent."));
        assertThat(pgbench.text()).startsWith("# pgbench against");
        assertThat(PRESETS.describe("oracle")).isEmpty();
        assertThat(STARTER.recipe("oracle", "x")).isEqualTo(Optional.empty());
    }

    static List<String> names() {
        return STARTER.names();
    }
}
