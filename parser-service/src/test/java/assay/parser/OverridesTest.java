package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class OverridesTest {
    private static final String PRESETS = Recipes.resource("/corpus/good-presets.yaml");
    private static final String MINIMAL = Recipes.resource("/corpus/good-minimal.yaml");

    @Test
    void shouldChangeAndAddValues() {
        // when
        var recipe = Recipes.accepted(PRESETS, "repetitions=7", "services.db.with.workers=3", "services.db.with.settings.jit=on",
                "clients.load.slurm.time=15m",
                "services.db.env.NOTE=a=b: {c}", "repetitions=8").recipe();

        // then
        assertThat(recipe.repetitions()).isEqualTo(8);
        assertThat(recipe.services().getFirst().program().environment()).contains(entry("ASSAY_WITH_WORKERS", "3"),
                entry("ASSAY_WITH_SETTINGS", "shared_buffers=256MB\njit=on"), entry("NOTE", "a=b: {c}"));
        assertThat(recipe.clients().getFirst().slurm().timeSeconds()).isEqualTo(900);
    }

    @Test
    void shouldReplaceListsAndTheirItems() {
        // when
        var recipe = Recipes.accepted(MINIMAL, "services.db.drop_root_to=[postgres, nobody]", "services.db.drop_root_to.1=daemon",
                "services.db.env={ A: 1 }").recipe();

        // then
        assertThat(recipe.services().getFirst().program().dropRootTo()).containsExactly("postgres", "daemon");
        assertThat(recipe.services().getFirst().program().environment()).containsExactly(entry("A", "1"));
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        assertThat(Recipes.problems(MINIMAL, "repetitions=many"))
                .containsExactly("--set repetitions: repetitions: expected a whole number from 1 to 1000, but found 'many'");
        assertThat(Recipes.problems(MINIMAL, "clients.laod.env.A=1"))
                .containsExactly("--set clients.laod.env.A: the recipe has no 'laod' in clients — did you mean 'load'?");
        assertThat(Recipes.problems(MINIMAL, "services.db.slurm.partitoin=gpu"))
                .containsExactly("--set services.db.slurm.partitoin: unknown key 'partitoin' in services.db.slurm — did you mean 'partition'?");
        assertThat(Recipes.problems(MINIMAL, "repetitions"))
                .containsExactly("--set repetitions: expected path=value such as clients.load.with.clients=8, but found 'repetitions'");
        assertThat(Recipes.problems(MINIMAL, "services..db=1")).singleElement().asString().contains("expected path=value");
        assertThat(Recipes.problems(MINIMAL, "repetitions.x=1"))
                .containsExactly("--set repetitions.x: repetitions: expected one value, but found keys with values");
        assertThat(Recipes.problems(MINIMAL, "name.x=1")).containsExactly("--set name.x: the recipe has nothing named 'x' there");
        assertThat(Recipes.problems(MINIMAL, "services.db.drop_root_to=[a")).singleElement().asString()
                .startsWith("--set services.db.drop_root_to:1:3: a ',' or ']' is missing");
        assertThat(Recipes.problems(MINIMAL, "name=a\0b")).singleElement().asString().startsWith("--set name: expected text that can be read");
    }

    @Test
    void shouldListProblemsOfTheRecipeBeforeThoseOfTheCommandLine() {
        assertThat(Recipes.problems(MINIMAL + "redy: 1\n", "repetitions=0")).extracting(text -> text.substring(0, 6)).containsExactly("recipe",
                "--set ");
    }
}
