package assay.cluster.slurm;

import assay.events.Limit;
import assay.events.Limit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The columns of sacctmgr that hold limits, with the words that Slurm has for them. Pure.
 *
 * @param words in the order of the columns
 */
record LimitColumns(List<String> words) {
    private static final Map<String, Kind> TRACKED = Map.of("node", Kind.NODES, "cpu", Kind.CPUS);

    /** As sacctmgr's {@code format=} wants them. */
    String format() {
        return String.join(",", words);
    }

    int size() {
        return words.size();
    }

    /** What the values of one row limit. */
    List<Limit> limits(String scope, String name, List<String> values) {
        List<Limit> limits = new ArrayList<>();
        for (int column = 0; column < words.size(); column++) {
            String word = words.get(column);
            if (word.contains("TRES")) {
                resources(scope, name, word, values.get(column), limits);
            } else {
                Kind kind = word.contains("Submit") ? Kind.SUBMITTED_JOBS : Kind.RUNNING_JOBS;
                SlurmValues.count(values.get(column)).ifPresent(most -> limits.add(new Limit(scope, name, kind, most, word)));
            }
        }
        return limits;
    }

    private static void resources(String scope, String name, String word, String value, List<Limit> limits) {
        for (String resource : value.split(",")) {
            String[] parts = resource.split("=", 2);
            OptionalLong most = parts.length == 2 ? SlurmValues.count(parts[1]) : OptionalLong.empty();
            if (TRACKED.containsKey(parts[0]) && most.isPresent()) {
                limits.add(new Limit(scope, name, TRACKED.get(parts[0]), most.getAsLong(), word + " " + parts[0]));
            }
        }
    }
}
