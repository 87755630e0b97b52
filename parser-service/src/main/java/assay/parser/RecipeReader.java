package assay.parser;

import assay.events.Problem;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.parser.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads submitted recipes. A pure function of the submission and the presets; no text makes it throw. */
public final class RecipeReader {
    private final PresetLibrary presets;

    public RecipeReader(PresetLibrary presets) {
        this.presets = presets;
    }

    /** The recipe written out in full, or everything that is wrong with it. */
    public Reading read(RecipeSubmitted submission) {
        Problems problems = new Problems(submission.sourceName());
        Optional<Node> tree = YamlReader.read(submission.sourceName(), submission.text(), problems);
        if (tree.isPresent() && tree.get() instanceof Mapping root) {
            return read(submission, new Overrides(problems).apply(root, submission.overrides()), problems);
        }
        tree.ifPresent(node -> new Check(problems).check(node, RecipeKeys.RECIPE, ""));
        return new Reading.Rejected(problems.sorted());
    }

    private Reading read(RecipeSubmitted submission, Mapping root, Problems problems) {
        new Check(problems).check(root, RecipeKeys.RECIPE, "");
        JobLayers layers = new JobLayers(presets, root, problems);
        List<Job> services = layers.jobs(Preset.Kind.SERVICE);
        List<Job> clients = layers.jobs(Preset.Kind.CLIENT);
        List<Problem> warnings = new CrossCheck(root, services, clients, problems).check();
        return problems.isEmpty()
                ? new Reading.Accepted(RecipeBuilder.recipe(new Fragment(root), services, clients, submission.files()), sha256(submission.text()),
                        warnings)
                : new Reading.Rejected(problems.sorted());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Expected SHA-256 in every Java", impossible);
        }
    }
}
