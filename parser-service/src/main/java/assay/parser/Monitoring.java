package assay.parser;

import assay.events.Problem;
import assay.events.recipe.MonitorSpec;
import assay.parser.Node.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is sampled: the recipe's intervals over the profile's, none below the floor that the profile sets. */
final class Monitoring {
    private static final Map<String, Double> DEFAULTS = defaults();
    private final Profile profile;
    private final Mapping keys;

    Monitoring(Mapping root, Profile profile) {
        this.profile = profile;
        this.keys = Layers.over(new Fragment(root).below("monitor").mapping(), profile.fragment().below("monitor").mapping(), RecipeKeys.MONITOR);
    }

    MonitorSpec spec() {
        Map<String, Double> intervals = new LinkedHashMap<>();
        DEFAULTS.forEach((source, standard) -> intervals.put(source, Math.max(floor(source), wanted(source, standard))));
        return new MonitorSpec(intervals);
    }

    /** Says which of the intervals that somebody wrote are not as written. */
    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        keys.entries().forEach((source, entry) -> {
            if (DEFAULTS.containsKey(source) && wanted(source, Double.MAX_VALUE) < floor(source)) {
                warnings.add(entry.value().place().problem("monitor." + source + ": raised to " + shown(floor(source)) + ", the least that the profile '"
                        + profile.site().name() + "' allows", ""));
            }
        });
        return warnings;
    }

    private double floor(String source) {
        return profile.site().floors().getOrDefault(source, 0.0);
    }

    private double wanted(String source, double otherwise) {
        var millis = Durations.millis(new Fragment(keys).text(source, ""));
        return millis.isPresent() ? millis.getAsLong() / 1_000.0 : otherwise;
    }

    private static String shown(double seconds) {
        return seconds == Math.rint(seconds) ? (long) seconds + "s" : seconds + "s";
    }

    private static Map<String, Double> defaults() {
        Map<String, Double> defaults = new LinkedHashMap<>();
        defaults.put("sstat", 5.0);
        defaults.put("cgroup", 1.0);
        return defaults;
    }
}
