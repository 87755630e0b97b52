package assay.parser;

import java.util.Map;

/**
 * What those who submit may do on this server. It is enforced here and not at the gateway, since whoever may write to the inbox need not come by it.
 *
 * @param presetsOnly whether a recipe may only combine presets, and run nothing of its own
 * @param images      which container images may be named; empty: any, or with {@code presetsOnly} none
 * @param models      with {@code presetsOnly}, which models and other things to be brought to the cluster parameters of presets may name
 */
public record Policy(boolean presetsOnly, Globs images, Globs models) {
    /** Whoever may submit has a shell: he may run what he likes as the runner's user. */
    public static final Policy OPEN = new Policy(false, Globs.NONE, Globs.NONE);

    /**
     * As the environment says: {@code ASSAY_PRESETS_ONLY}, {@code ASSAY_IMAGES}, {@code ASSAY_MODELS}.
     *
     * @throws IllegalArgumentException with what is wrong, for people: a policy that is misspelt must not be none
     */
    public static Policy of(Map<String, String> environment) {
        String presetsOnly = environment.getOrDefault("ASSAY_PRESETS_ONLY", "");
        if (!presetsOnly.isEmpty() && !presetsOnly.equals("true") && !presetsOnly.equals("false")) {
            throw new IllegalArgumentException("expected true or false in ASSAY_PRESETS_ONLY, but found '" + presetsOnly + "'");
        }
        return new Policy(presetsOnly.equals("true"), Globs.of(environment.getOrDefault("ASSAY_IMAGES", "")), Globs.of(environment.getOrDefault("ASSAY_MODELS", "")));
    }
}
