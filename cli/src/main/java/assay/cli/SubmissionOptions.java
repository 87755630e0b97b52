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

    /** Where results go, as somebody said. */
    Optional<Path> output() {
        return output;
    }

    /**
     * The submission of a new run; its output directory is made.
     *
     * @param far whether results are fetched at the end; then only a directory that somebody named is made
     */
    RecipeSubmitted submission(RunId run, boolean far) {
        RecipeSubmitted submission = recipe.submission(Mode.RUN, RecipeFile.output(run, output));
        if (!far || output.isPresent()) {
            OutputDirectory.make(Path.of(submission.outputDirectory()));
        }
        return submission;
    }

    /** Who leaves at once fetches nothing. */
    void refuseOutput(boolean leavesResultsFar) {
        if (leavesResultsFar && output.isPresent()) {
            throw new MisuseException("--output-dir says where results are put when they are fetched, and nobody waits for that here; `assay report RUN -o DIR` fetches them later");
        }
    }
}
