package assay.cli;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which recipe a command is about, and what is set on it. */
final class RecipeOptions {
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "The recipe, a YAML file.")
    private Optional<Path> recipe = Optional.empty();

    @Option(names = "--recipe", paramLabel = "RECIPE", description = "The same, as an option.")
    private Optional<Path> recipeOption = Optional.empty();

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Override a key of the recipe, such as clients.load.with.clients=8.")
    private List<String> overrides = List.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of your own.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /** What is asked for. */
    RecipeSubmitted submission(Mode mode, Path output) {
        Path file = recipe.or(() -> recipeOption).orElseThrow(() -> new MisuseException("which recipe? Name a YAML file, such as recipes/postgresql.yaml"));
        return RecipeFile.submission(file, mode, output, overrides, labels);
    }
}
