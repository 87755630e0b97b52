package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import assay.events.Figure.Better;
import assay.events.recipe.ClientSpec;
import assay.events.recipe.FigureSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.Scope;
import assay.events.recipe.ServiceSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the work is laid out in jobs, what is read from it, and what goes with it. */
class JobsAndFiguresTest {
    private static final String MINIMAL = Recipes.resource("/corpus/good-minimal.yaml");
    private static final String EVERYTHING = Recipes.resource("/corpus/good-everything.yaml");

    @Test
    void shouldLayOutJobsAsWritten() {
        // when
        Recipe recipe = Recipes.accepted(EVERYTHING).recipe();

        // then
        assertThat(recipe.services()).extracting(ServiceSpec::life).containsExactly(new ServiceSpec.Life(Scope.REPETITION, 2, 300), new ServiceSpec.Life(Scope.RUN, 1, 0));
        assertThat(recipe.clients()).extracting(ClientSpec::jobs).containsExactly(new ClientSpec.Jobs(Scope.POINT, 1, true, 3), ClientSpec.Jobs.STANDARD);
        assertThat(Recipes.accepted(Recipes.resource("/corpus/good-replicas.yaml")).recipe().clients().getFirst().jobs())
                .isEqualTo(new ClientSpec.Jobs(Scope.RUN, 99, true, 1));
    }

    @Test
    void shouldLetServicesIdleForTenMinutesUnlessATimeLimitBoundsThem() {
        assertThat(life(MINIMAL).maxIdleSeconds()).isEqualTo(600);
        assertThat(life(MINIMAL, "services.db.slurm.time=1h").maxIdleSeconds()).isZero();
        assertThat(life(MINIMAL, "slurm.time=1h").maxIdleSeconds()).isZero();
        assertThat(life(MINIMAL, "slurm.time=1h", "services.db.max_idle=90s").maxIdleSeconds()).isEqualTo(90);
    }

    @Test
    void shouldReadFiguresBesideResults() {
        // when
        ClientSpec client = Recipes.accepted(EVERYTHING).recipe().clients().getFirst();

        // then
        assertThat(client.results()).isEqualTo("pgbench");
        assertThat(client.figures()).containsExactly(new FigureSpec("ops", "stdout.txt", "Totals\\s+([\\d.]+)", "ops/s", Better.HIGHER),
                new FigureSpec("bytes", "out/result.json", "(\\d+) bytes", "", Better.NEITHER));
    }

    @Test
    void shouldCarryConditionsFilesAndTheNamesOfSecrets() {
        // when
        Recipe recipe = Recipes.accepted(EVERYTHING).recipe();

        // then
        assertThat(recipe.slo()).containsExactly("load.latency_p95 < 50ms", "load.latency_max <= 1s", "load.errors == 0", "load.ops > 1000", "many.seconds < 2s");
        assertThat(recipe.files()).containsExactly(Recipes.FILES.get(0), Recipes.FILES.get(1));
        assertThat(recipe.services().getFirst().program().files()).containsExactly("bench.lua");
        assertThat(recipe.clients().getFirst().program().files()).containsExactly("data/keys.txt", "bench.lua");
        assertThat(recipe.services().getFirst().program().secrets()).containsExactly(entry("TOKEN", "redis-token"));
        assertThat(recipe.services().getFirst().program().environment()).containsExactly(entry("A", "1"));
    }

    @Test
    void shouldLayAFigureOfTheRecipeOverThatOfAPreset() {
        // given
        PresetLibrary presets = PresetLibrary.of(Map.of("p.yaml", """
                preset: p
                kind: client
                description: d
                client: { run: r, figures: { a: { regex: '(a)', unit: ms }, b: { regex: '(b)' } }, replicas: 3, env: { K: plain } }
                """));
        String text = MINIMAL.replace("run: client", "uses: p\n    figures: { a: { regex: '(c)' } }\n    env: { K: { secret: k } }");

        // when
        Reading reading = new RecipeReader(presets, new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(text));

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> {
            ClientSpec client = accepted.recipe().clients().getFirst();
            assertThat(client.jobs().replicas()).isEqualTo(3);
            assertThat(client.figures()).extracting(FigureSpec::name, FigureSpec::regex).containsExactly(tuple("a", "(c)"),
                    tuple("b", "(b)"));
            assertThat(client.program().environment()).isEmpty();
            assertThat(client.program().secrets()).containsExactly(entry("K", "k"));
        });
    }

    private static ServiceSpec.Life life(String text, String... overrides) {
        return Recipes.accepted(text, overrides).recipe().services().getFirst().life();
    }
}
