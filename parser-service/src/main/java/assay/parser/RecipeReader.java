package assay.parser;

import assay.events.Problem;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.recipe.Recipe;
import assay.parser.Node.Mapping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads submitted recipes. A function of the submission, the presets and the profile that it names; no text makes it throw. */
public final class RecipeReader {
    private final PresetLibrary presets;
    private final Profiles profiles;
    private final Policy policy;

    /** With the presets and profiles that recipes may name, and what those who submit may do here. */
    public RecipeReader(PresetLibrary presets, Profiles profiles, Policy policy) {
        this.presets = presets;
        this.profiles = profiles;
        this.policy = policy;
    }

    /** The recipe written out in full, or everything that is wrong with it. */
    public Reading read(RecipeSubmitted submission) {
        Problems problems = new Problems(submission.sourceName());
        Optional<Node> tree = YamlReader.read("recipe", submission.sourceName(), submission.text(), problems);
        if (tree.isPresent() && tree.get() instanceof Mapping root) {
            return read(submission, new Overrides(problems).apply(root, submission.overrides()), problems);
        }
        tree.ifPresent(node -> new Check(problems).check(node, RecipeKeys.RECIPE, ""));
        return new Reading.Rejected(problems.sorted());
    }

    private Reading read(RecipeSubmitted submission, Mapping root, Problems problems) {
        new Check(problems).check(root, RecipeKeys.RECIPE, "");
        Profile profile = new ProfileReader(profiles, problems).read(root);
        JobLayers layers = new JobLayers(presets, root, profile, problems);
        List<Job> services = layers.jobs(Preset.Kind.SERVICE);
        List<Job> clients = layers.jobs(Preset.Kind.CLIENT);
        List<Problem> warnings = new ArrayList<>(new CrossCheck(root, services, clients, problems).check());
        List<Job> jobs = Stream.concat(services.stream(), clients.stream()).toList();
        FileCheck files = new FileCheck(submission.files(), problems);
        files.check(jobs);
        Images images = new Images(submission.directory());
        jobs.forEach(job -> images.check(job, problems));
        new PolicyCheck(policy, presets, images, problems).check(root, jobs);
        Monitoring monitoring = new Monitoring(root, profile);
        warnings.addAll(monitoring.warnings());
        if (problems.isEmpty()) {
            Recipe recipe = RecipeBuilder.recipe(new Fragment(root), profile.site(), services, clients, monitoring.spec(), files.named(),
                    images);
            new PlanCheck(problems).check(recipe, jobs, submission.sourceName());
            if (problems.isEmpty()) {
                return new Reading.Accepted(recipe, sha256(submission.text()), warnings);
            }
        }
        return new Reading.Rejected(problems.sorted());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Expected SHA-256 in every Java", impossible);
        }
    }
}
