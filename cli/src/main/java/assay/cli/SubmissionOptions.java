package assay.cli;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RunId;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code run} and {@code submit} are told. */
final class SubmissionOptions {
    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(names = {"-o", "--output-dir"}, paramLabel = "DIR", description = "Where results go; new or empty (default: runs/RUN).")
    private Optional<Path> output = Optional.empty();

    /** The submission of a new run; its output directory is made. */
    RecipeSubmitted submission(RunId run) {
        RecipeSubmitted submission = recipe.submission(Mode.RUN, output.orElse(RecipeFile.output(run)));
        OutputDirectory.make(Path.of(submission.outputDirectory()));
        return submission;
    }
}
