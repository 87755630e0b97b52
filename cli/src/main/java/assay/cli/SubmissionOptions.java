package assay.cli;

import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code submit} are told. */
final class SubmissionOptions {
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "The recipe, a YAML file.")
    private Optional<Path> recipe = Optional.empty();

    @Option(names = "--recipe", paramLabel = "RECIPE", description = "The same, as an option.")
    private Optional<Path> recipeOption = Optional.empty();

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Where results go; new or empty (default: runs/RUN).")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Override a key of the recipe, such as clients.load.with.clients=8.")
    private List<String> overrides = List.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label of your own.")
    private Map<String, String> labels = new LinkedHashMap<>();

    /** The submission of a new run. */
    RecipeSubmitted submission(RunId run) {
        Path file = recipe.or(() -> recipeOption).orElseThrow(() -> new MisuseException("which recipe? Name a YAML file, such as recipes/postgresql.yaml"));
        return RecipeFile.submission(file, output.orElse(Path.of("runs", run.value())), overrides, labels);
    }
}
