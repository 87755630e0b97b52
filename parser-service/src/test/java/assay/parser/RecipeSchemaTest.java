package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema in {@code docs/recipe.schema.json}, and whether it agrees with the parser. */
class RecipeSchemaTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "recipe.schema.json");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Schema OF_TESTS = schema(Recipes.presets());
    private static final Schema OF_DOCUMENTATION = schema(PresetLibrary.bundled());

    /** What keys say together, or say of names, files, profiles and presets. */
    private static final Set<String> MEANING = Set.of("client-name-taken", "figures-of-results", "files-cut", "files-large", "files-missing",
            "job-names-repetitions", "job-names-replicas", "jobs-too-many", "literal-secrets", "needs-circle", "needs-itself", "needs-unknown", "placement-disagreement",
            "placement-het-allocation", "placement-separate-allocation", "profile",
            "profile-empty", "profile-far", "profile-idle", "profile-nowhere", "profile-faulty", "profile-float", "profile-list", "profile-misconnected", "profile-old", "profile-tabs", "profile-torn", "profile-twice", "profile-unreachable",
            "container-without-image", "replicas-and-attempts", "replicas-and-needed-attempts", "replicas-and-service-attempts", "secret-literal-service", "service-name-reserved",
            "slo-client-unknown", "slo-figure-unknown", "slo-nothing-measured", "slo-own-figure", "slo-time-without-unit", "slo-unit", "target-unknown", "time-for-split-windows",
            "time-shorter-than-windows", "trap-target-no");
    /** Ranges of texts with units, and expressions that only Java can judge. */
    private static final Set<String> INSIDE_A_TEXT = Set.of("command-empty", "duration-part", "duration-year", "duration-zero", "figures-regex-broken",
            "max-idle-part", "monitor-fast");
    /** What YAML readers do before a schema sees the recipe: aliases, anchors, tags, characters, and other spellings of a number or truth value. */
    private static final Set<String> DONE_BY_THE_READER = Set.of("alias", "alias-as-key", "alias-in-list", "anchor", "attempts-octal", "bom-inside",
            "control-escaped", "deep", "merge-in-figures", "merge-key", "merge-list", "replicas-float", "surrogate-escaped", "tag-on-key", "trap-float", "trap-hex",
            "trap-mem-octal", "trap-octal", "trap-plus", "trap-true-case", "version-float");

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        // given
        String expected = RecipeSchema.text(PresetLibrary.bundled());

        // when
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, expected);
        }

        // then
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    /** Validators that look at the schema itself refuse one that is not. */
    @Test
    void shouldBeASchemaItself() throws IOException {
        // given
        SpecificationVersion version = SpecificationVersion.DRAFT_2020_12;
        Schema ofSchemas = SchemaRegistry.withDefaultDialect(version).getSchema(SchemaLocation.of(version.getDialectId()));

        // then
        assertThat(ofSchemas.validate(Files.readString(DOCUMENT), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("assay.parser.CorpusTest#names")
    void shouldAgreeWithTheParserOn(String name) {
        // when
        Optional<JsonNode> recipe = read(Recipes.resource("/corpus/" + name + ".yaml"));

        // then
        boolean valid = recipe.map(node -> OF_TESTS.validate(node).isEmpty()).orElse(false);
        assertThat(valid).as(() -> recipe.map(node -> OF_TESTS.validate(node).toString()).orElse("unreadable"))
                .isEqualTo(name.startsWith("good-") || Stream.of(MEANING, INSIDE_A_TEXT, DONE_BY_THE_READER).anyMatch(names -> names.contains(name)));
    }

    @ParameterizedTest
    @MethodSource("ofTheRepository")
    void shouldLetThroughTheRecipesOfTheRepository(String text) {
        assertThat(OF_DOCUMENTATION.validate(read(text).orElseThrow())).isEmpty();
    }

    /** YAML 1.1 has more words for numbers and truth values than the parser, which takes all of these as the texts they are. */
    @Test
    void shouldLetThroughWhatOldReadersMakeOfTexts() {
        // given
        String asWritten = """
                { recipe: 1, name: 17.10, description: 0755,
                  services: { db: { run: yes, env: { A: off, B: 0755, C: 1:30, D: 17.10, E: .nan }, slurm: { time: 1:30, account: 0755 } } },
                  clients: { load: { target: db, command: [no, 12e456], figures: { n: { regex: (.), unit: ms } } } } }
                """;
        String asRead = """
                { "recipe": 1, "name": 17.1, "description": 493,
                  "services": { "db": { "run": true, "env": { "A": false, "B": 493, "C": 90, "D": 17.1, "E": 0.0 }, "slurm": { "time": 90, "account": 493 } } },
                  "clients": { "load": { "target": "db", "command": [false, 1e300], "figures": { "n": { "regex": "(.)", "unit": "ms" } } } } }
                """;

        // then
        assertThat(Recipes.problems(asWritten)).isEmpty();
        assertThat(OF_TESTS.validate(asRead, InputFormat.JSON)).isEmpty();
    }

    /** As editors read it: YAML 1.2 with its core schema. */
    private static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(json(new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(text)));
        } catch (YamlEngineException unreadable) {
            return Optional.empty();
        }
    }

    private static JsonNode json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                map.forEach((key, inner) -> node.set(String.valueOf(key), json(inner)));
                yield node;
            }
            case List<?> list -> {
                ArrayNode node = JsonNodeFactory.instance.arrayNode();
                list.forEach(inner -> node.add(json(inner)));
                yield node;
            }
            case Double number -> JsonNodeFactory.instance.numberNode(Double.isFinite(number) ? number : 0.5);
            case byte[] bytes -> json(List.of());
            case null, default -> MAPPER.valueToTree(value);
        };
    }

    private static Schema schema(PresetLibrary presets) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(RecipeSchema.text(presets), InputFormat.JSON);
    }

    static Stream<String> ofTheRepository() throws IOException {
        Starter starter = new Starter(PresetLibrary.bundled());
        List<String> texts = starter.names().stream().map(name -> starter.recipe(name, "recipe.schema.json").orElseThrow()).toList();
        Path recipes = Path.of("..", "recipes");
        return Stream.concat(texts.stream(), Stream.of(Files.readString(recipes.resolve("postgresql.yaml")), Files.readString(recipes.resolve("postgresql-apptainer.yaml"))));
    }
}
