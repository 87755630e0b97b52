package assay.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference in {@code docs/recipes.md} is written from the same tables that recipes are checked with. */
class RecipeReferenceTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "recipes.md");
    private static final String MARK = "<!-- written from the key tables by RecipeReferenceTest; -Dgolden.update=true rewrites it -->\n";

    @Test
    void shouldDescribeEveryKeyInTheDocumentation() throws Exception {
        // given
        String document = Files.readString(DOCUMENT);
        String expected = document.substring(0, document.indexOf(MARK)) + MARK + reference();

        // when
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, expected);
        }

        // then
        assertThat(Files.readString(DOCUMENT)).isEqualTo(expected);
    }

    @Test
    void shouldShowRecipesAndProfilesWithoutAProblem() throws Exception {
        // given
        List<String> examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1)).toList();
        List<String> recipes = examples.stream().filter(text -> text.startsWith("recipe: 1")).toList();
        List<String> profiles = examples.stream().filter(text -> text.startsWith("profile: 1")).toList();

        // then
        assertThat(recipes).isNotEmpty().allSatisfy(text -> assertThat(Recipes.accepted(text).warnings()).isEmpty());
        assertThat(profiles).isNotEmpty().allSatisfy(text -> {
            Problems problems = new Problems("profile");
            new Check(problems).check(YamlReader.read("profile", "profile", text, problems).orElseThrow(), RecipeKeys.PROFILE, "");
            assertThat(problems.sorted()).isEmpty();
        });
    }

    private static String reference() {
        StringBuilder text = new StringBuilder("\n## Every key\n");
        table(text, "A recipe", RecipeKeys.RECIPE);
        table(text, "A service", JobKeys.SERVICE);
        table(text, "A client", JobKeys.CLIENT);
        table(text, "A figure of a client", JobKeys.FIGURE);
        table(text, "`slurm`", SlurmKeys.FIELDS);
        table(text, "A profile", RecipeKeys.PROFILE);
        PresetLibrary presets = PresetLibrary.bundled();
        for (String name : presets.names()) {
            Preset preset = presets.find(name).orElseThrow();
            text.append("\n### Preset `").append(name).append("` (").append(preset.kind().word()).append(")\n\n").append(preset.description())
                    .append("\n\n| parameter | default | meaning |\n| --- | --- | --- |\n");
            preset.parameters().forEach(parameter -> text.append("| `").append(parameter.name()).append("` | ")
                    .append(fallback(parameter)).append(" | ").append(cell(parameter.doc())).append(" |\n"));
        }
        return text.toString();
    }

    private static String fallback(Parameter parameter) {
        return parameter.required() ? "(required)"
                : parameter.fallback().map(value -> value instanceof Node.Scalar scalar ? scalar.text() : FlowText.of(value)).filter(value -> !value.isEmpty() && !value.equals("{}"))
                        .map(value -> "`" + cell(value) + "`").orElse("");
    }

    private static void table(StringBuilder text, String title, Type.Fields fields) {
        text.append("\n### ").append(title).append("\n\n| key | meaning |\n| --- | --- |\n");
        List<String> later = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Key key : fields.keys()) {
            switch (key.type()) {
                case Type.Later notYet -> later.add("`" + key.name() + "`");
                case Type.Refused never -> refused.add("`" + key.name() + "`");
                default -> row(text, key);
            }
        }
        text.append(later.isEmpty() ? "" : "\nKnown, but not available yet: " + String.join(", ", later) + ".\n");
        text.append(refused.isEmpty() ? "" : "\nRefused, because Assay sets them itself: " + String.join(", ", refused) + ".\n");
    }

    private static void row(StringBuilder text, Key key) {
        text.append("| `").append(key.name()).append('`').append(key.required() ? " (required)" : "").append(" | ").append(cell(key.doc())).append(" |\n");
        if (key.type() instanceof Type.Fields fields && fields != SlurmKeys.FIELDS) {
            fields.keys().stream().filter(inner -> !(inner.type() instanceof Type.Later)).forEach(inner -> text.append("| &nbsp;&nbsp;`").append(key.name())
                    .append('.').append(inner.name()).append("` | ").append(cell(inner.doc())).append(" |\n"));
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
