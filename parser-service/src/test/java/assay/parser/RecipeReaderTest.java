package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import assay.events.recipe.ClientSpec;
import assay.events.recipe.Recipe;
import assay.events.recipe.ServiceSpec;
import assay.events.recipe.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeReaderTest {
    private static final String MINIMAL = Recipes.resource("/corpus/good-minimal.yaml");

    @Test
    void shouldFillInDefaults() {
        // when
        Recipe recipe = Recipes.accepted(MINIMAL).recipe();

        // then
        assertThat(recipe.site()).isEqualTo(Site.builtIn("auto"));
        assertThat(recipe.repetitions()).isEqualTo(1);
        assertThat(recipe.monitor().intervals()).containsExactly(entry("sstat", 5.0), entry("cgroup", 1.0));
        ServiceSpec service = recipe.services().getFirst();
        assertThat(service.ready()).isEqualTo(new ServiceSpec.Ready(List.of(), "", 60));
        assertThat(service.stop()).isEqualTo(new ServiceSpec.Stop("TERM", 15));
        assertThat(service.network()).isEqualTo("auto");
        assertThat(service.slurm().nodes()).isEqualTo(1);
        assertThat(service.slurm().timeSeconds()).isZero();
        assertThat(recipe.clients().getFirst().results()).isEqualTo("none");
    }

    @Test
    void shouldTakeScalarsAsTextUnlessTheKeySaysOtherwise() {
        // when
        Recipe recipe = Recipes.accepted(Recipes.resource("/corpus/good-written-out.yaml")).recipe();

        // then
        ServiceSpec service = recipe.services().getFirst();
        assertThat(recipe.description()).isEqualTo("no, off and 17.10 are words here");
        assertThat(service.program().command()).containsExactly("redis-server", "--port", "$PORT", "");
        assertThat(service.program().environment()).containsExactly(entry("DEBUG", "off"), entry("VERSION", "17.10"), entry("MODE", "0755"),
                entry("EMPTY", ""), entry("N", "12e456"));
        assertThat(service.slurm().timeSeconds()).isEqualTo(90);
        assertThat(service.slurm().options()).containsExactly(entry("exclusive", "true"), entry("mem", "2G"), entry("gres", "gpu:a100:2"),
                entry("constraint", "skylake|icelake"));
        assertThat(recipe.clients().getFirst().program().run()).isEqualTo("bench -h \"$ASSAY_CACHE_HOST\"\n");
    }

    @Test
    void shouldExpandPresetsBeneathTheRecipesKeys() {
        // when
        Recipe recipe = Recipes.accepted(Recipes.resource("/corpus/good-presets.yaml")).recipe();

        // then
        ServiceSpec service = recipe.services().getFirst();
        assertThat(service.preset()).isEqualTo("store");
        assertThat(service.with()).containsEntry("settle", "90s").containsEntry("data", "local").containsEntry("version", "");
        assertThat(service.program().environment()).containsExactly(entry("ASSAY_WITH_VERSION", ""), entry("ASSAY_WITH_BUFFERS", "128MB"),
                entry("ASSAY_WITH_WORKERS", "8"), entry("ASSAY_WITH_RATIO", "0.5"), entry("ASSAY_WITH_SYNC", "true"), entry("ASSAY_WITH_SETTLE",
                        "90"),
                entry("ASSAY_WITH_SETTINGS", "shared_buffers=256MB\njit=off"), entry("ASSAY_WITH_DATA", "local"), entry("MODE", "plain"),
                entry("LEVEL", "high"));
        assertThat(service.program().run()).isEqualTo("exec store --port \"$PORT\"\n");
        assertThat(service.program().dropRootTo()).containsExactly("store", "nobody");
        assertThat(service.versionCommand()).isEqualTo("store --version");
        assertThat(service.slurm().options()).containsOnly(entry("cpus_per_task", "1"), entry("account", "p1"), entry("mem", "4G"));
        ClientSpec client = recipe.clients().getFirst();
        assertThat(client.windowSeconds()).isEqualTo(65);
        assertThat(client.warmup()).isEqualTo("knock -t $ASSAY_WITH_WARMUP");
        assertThat(client.results()).isEqualTo("pgbench");
        assertThat(recipe.monitor().intervals()).containsExactly(entry("sstat", 10.0), entry("cgroup", 0.5));
    }

    @Test
    void shouldLetACommandHideThePresetsRunText() {
        // when
        Recipe recipe = Recipes.accepted(MINIMAL.replace("run: server", "{ uses: store, command: [other] }").replace("db:\n    {", "db: {")).recipe();

        // then
        assertThat(recipe.services().getFirst().program().command()).containsExactly("other");
        assertThat(recipe.services().getFirst().program().run()).isEmpty();
    }

    @Test
    void shouldLetAJobSwitchOffADefaultOfTheRecipe() {
        // given
        String text = MINIMAL.replace("run: client", "run: client\n    slurm: { exclusive: false }") + "slurm: { exclusive: true, nodes: 2 }\n";

        // when
        Recipe recipe = Recipes.accepted(text).recipe();

        // then
        assertThat(recipe.services().getFirst().slurm().options()).containsExactly(entry("exclusive", "true"));
        assertThat(recipe.clients().getFirst().slurm().options()).isEmpty();
        assertThat(recipe.clients().getFirst().slurm().nodes()).isEqualTo(2);
    }

    @Test
    void shouldGiveTheDigestOfTheTextAsSubmitted() {
        assertThat(Recipes.accepted("recipe: 1\n" + MINIMAL.substring(10)).digest()).isEqualTo(Recipes.accepted(MINIMAL).digest()).hasSize(64);
        assertThat(Recipes.accepted(MINIMAL + "\n").digest()).isNotEqualTo(Recipes.accepted(MINIMAL).digest());
    }

    @Test
    void shouldCarryTheFilesThatAreNamedAndNoOthers() {
        // given
        String text = MINIMAL.replace("run: client", "run: client\n    files: [data/keys.txt]");

        // when
        Recipe recipe = Recipes.accepted(text).recipe();

        // then
        assertThat(recipe.files()).containsExactly(Recipes.file("data/keys.txt", "a\nb\n"));
        assertThat(recipe.clients().getFirst().program().files()).containsExactly("data/keys.txt");
        assertThat(Recipes.accepted(MINIMAL).recipe().files()).isEmpty();
    }

    @Test
    void shouldWarnOfWhatIsProbablyNotMeant() {
        // given
        String text = MINIMAL.replace("clients:", "  idle:\n    command: [sleep, $TIME, $PORT, '${ASSAY_X}']\nclients:");

        // when
        List<String> warnings = Recipes.accepted(text).warnings().stream().map(Object::toString).toList();

        // then
        assertThat(warnings).containsExactly(
                "recipe.yaml:7:14: services.idle.command: '$TIME' stays as it is — only $PORT and $ASSAY_… are replaced in a command; a 'run' text is bash",
                "recipe.yaml:6:3: services.idle: no client loads it and no service needs it",
                "recipe.yaml:9:3: clients.load: nothing is read from its output, so its runs will be INVALID — add 'figures', or 'results'");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertThat(Recipes.problems("x".repeat(10 << 20))).containsExactly("recipe.yaml: the recipe is larger than 1 MiB — put data into files");
        assertThat(Recipes.problems("ü".repeat((1 << 19) + 1))).containsExactly("recipe.yaml: the recipe is larger than 1 MiB — put data into files");
    }

    @Test
    void shouldRefuseWhatIsTooDeepOrTooMuch() {
        assertThat(Recipes.problems("[".repeat(10_000))).containsExactly("recipe.yaml:1:51: nested deeper than 50 levels");
        assertThat(Recipes.problems("a: {".repeat(10_000))).singleElement().asString().contains("nested deeper than 50 levels");
        assertThat(Recipes.problems("- x\n".repeat(20_000)))
                .containsExactly("recipe.yaml:10000:3: more than 10 000 values — a recipe is small: put data into files");
    }

    @Test
    void shouldNotRepeatUnreadableCharactersOfTheLibrarysWords() {
        assertThat(Recipes.problems("a: \"\\")).singleElement().satisfies(problem -> assertThat(Characters.firstUnreadable(problem)).isEmpty());
    }

    /** The YAML library fails where its buffer ends inside such a character; see {@link WholeCharacters}. */
    @Test
    void shouldReadCharactersOfTwoHalvesWhereverTheyStand() {
        for (int offset = 0; offset < 3; offset++) {
            String value = "x".repeat(offset) + "😀".repeat(3_000);
            assertThat(Recipes.accepted(MINIMAL.replace("run: server", "run: " + value)).recipe().services().getFirst().program().run())
                    .isEqualTo(value);
        }
    }

    @Test
    void shouldTellTheFirstProblemsOfVeryMany() {
        // given
        StringBuilder text = new StringBuilder(MINIMAL);
        for (int index = 0; index < 5_000; index++) {
            text.append("unknown").append(index).append(": 1\n");
        }

        // when
        List<String> problems = Recipes.problems(text.toString());

        // then
        assertThat(problems).hasSize(201).last().asString().isEqualTo("recipe.yaml: and 4800 more problems");
    }

    @Test
    void shouldReadALongChainOfNeeds() {
        // given
        StringBuilder text = new StringBuilder("recipe: 1\nname: t\nservices:\n  s0: { run: a }\n");
        for (int index = 1; index < 1_500; index++) {
            text.append("  s%d: { run: a, needs: [s%d] }%n".formatted(index, index - 1));
        }

        // when
        List<String> problems = Recipes.problems(text + "clients:\n  load: { target: s0, run: b }\n");

        // then
        assertThat(problems).isEmpty();
    }
}
