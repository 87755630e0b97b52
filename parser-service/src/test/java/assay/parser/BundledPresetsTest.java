package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The presets and recipes at the top of the repository. */
class BundledPresetsTest {
    private static final Path RECIPES = Path.of("..", "recipes");

    @Test
    void shouldHoldThePresets() {
        assertThat(PresetLibrary.bundled().names()).containsExactly("http-server", "llama-cpp", "loadgen-http", "loadgen-openai", "loadgen-postgresql", "minio", "pgbench", "postgresql", "qdrant", "redis", "redis-benchmark",
                "vllm", "vllm-bench");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void shouldReadTheRecipe(Path recipe) throws IOException {
        // when
        Reading reading = new RecipeReader(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(Files.readString(recipe)));

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Accepted.class, accepted -> assertThat(accepted.warnings()).isEmpty());
    }

    @Test
    void shouldWriteOutThePostgresqlRecipe() throws IOException {
        // when
        Reading reading = new RecipeReader(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(Files.readString(RECIPES.resolve("postgresql.yaml"))));

        // then
        Reading.Accepted accepted = (Reading.Accepted) reading;
        ServiceSpec service = accepted.recipe().services().getFirst();
        assertThat(service.preset()).isEqualTo("postgresql");
        assertThat(service.program().environment()).contains(entry("ASSAY_WITH_SETTINGS", "shared_buffers=256MB"));
        assertThat(service.secrets()).containsExactly("password");
        assertThat(service.stop().signal()).isEqualTo("INT");
        assertThat(service.slurm().options()).containsOnly(entry("cpus_per_task", "1"), entry("mem", "2G"));
        assertThat(service.slurm().timeSeconds()).isEqualTo(600);
        ClientSpec client = accepted.recipe().clients().getFirst();
        assertThat(client.target()).isEqualTo("db");
        assertThat(client.results()).isEqualTo("pgbench");
        assertThat(client.windowSeconds()).isEqualTo(25);
        assertThat(client.program().environment()).contains(entry("ASSAY_WITH_DURATION", "20"), entry("ASSAY_WITH_CLIENTS", "4"));
    }

    @Test
    void shouldKnowTheFiguresOfLoadgenWhereItIsAPreset() {
        // given
        String recipe = """
                recipe: 1
                name: two
                services: { web: { run: exec true } }
                clients: { load: { uses: loadgen-http, target: web, with: { rate: 'ramp(100, 1000)', headers: { Accept: text/html } } } }
                slo: [ "load.schedule_delay_p99 < 1ms", "load.goodput > 90", "load.latency_p98 < 1s" ]
                """;

        // when
        Reading reading = new RecipeReader(PresetLibrary.bundled(), new ProfileTexts("/test-profiles"), Policy.OPEN).read(Recipes.submission(recipe));

        // then
        assertThat(reading).isInstanceOfSatisfying(Reading.Rejected.class, rejected -> assertThat(rejected.problems()).singleElement().asString()
                .contains("load gives no figure 'latency_p98'", "did you mean 'latency_p9"));
    }

    @Test
    void shouldNameWhatIsWrongWithAPreset() {
        // given
        String broken = "preset: p\nkind: client\ndescription: d\nparameters: { a: { type: integer, default: x } }\nwindow: [b]\ninit: { with: { a: y, c: z } }\n";

        // then
        assertThatThrownBy(() -> PresetLibrary.of(Map.of("p.yaml", broken))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p.yaml:4:44: parameters.a.default: expected a whole number")
                        .hasMessageContaining("the key 'client' is missing")
                .hasMessageContaining("window names 'b'").hasMessageContaining("init.with.a: expected a whole number").hasMessageContaining("unknown key 'c' in init.with");
        assertThatThrownBy(() -> PresetLibrary.of(Map.of("p.yaml", "preset: p\nknd: client\n"))).hasMessageContaining("unknown key 'knd'");
    }

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }
}
