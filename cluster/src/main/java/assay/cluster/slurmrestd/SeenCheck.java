package assay.cluster.slurmrestd;

import assay.cluster.ClusterRefusedException;
import assay.cluster.ClusterSilentException;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Which partitions and accounts the daemon tells of, and whether those that jobs ask for are among them. Limits it tells in forms of each version, so they are not judged. */
record SeenCheck(Function<String, JsonNode> ask, Supplier<ApiVersion> version, String user, Patient patient) implements Check {
    private static final String PARTITION = "partition";
    private static final String ACCOUNT = "account";

    @Override
    public List<Finding> look() {
        return List.of(partition(), account());
    }

    private Finding partition() {
        try {
            List<JsonNode> all = elements(ask.apply(version.get().slurm("/partitions")).path("partitions"));
            List<String> names = all.stream().map(each -> RestValues.text(each.path("name"))).toList();
            String asked = patient.option(PARTITION);
            if (all.isEmpty()) {
                return Finding.broken(PARTITION, "none is shown to you", "ask the site to let you use one");
            }
            if (!asked.isEmpty() && !names.containsAll(List.of(asked.split(",")))) {
                return Finding.broken(PARTITION, "there is no '" + asked + "'", "use one of " + String.join(", ", names) + " for slurm.partition in " + patient.writtenIn());
            }
            return Finding.good(PARTITION, (asked.isEmpty() ? "" : asked + "; all: ") + all.stream().map(SeenCheck::shown).collect(Collectors.joining(", ")));
        } catch (ClusterSilentException | ClusterRefusedException e) {
            return Finding.doubtful(PARTITION, "is not told: " + e.getMessage(), "a wrong one is found out when a job is submitted");
        }
    }

    private static String shown(JsonNode partition) {
        String state = RestValues.state(partition.has("state") ? partition.path("state") : partition.path("partition").path("state"));
        return RestValues.text(partition.path("name")) + (state.isEmpty() || state.equals("UP") ? "" : " (" + state.toLowerCase(Locale.ROOT) + ")");
    }

    private Finding account() {
        try {
            List<String> mine = elements(ask.apply(version.get().slurmdb("/user/" + user)).path("users")).stream().flatMap(one -> elements(one.path("associations")).stream())
                    .map(association -> RestValues.text(association.path("account"))).filter(name -> !name.isEmpty()).distinct().sorted().toList();
            String asked = patient.option(ACCOUNT);
            if (!asked.isEmpty() && !mine.isEmpty() && !mine.contains(asked)) {
                return Finding.broken(ACCOUNT, "'" + asked + "' is none of " + user + "'s", "use one of " + String.join(", ", mine) + " for slurm.account in " + patient.writtenIn());
            }
            return Finding.good(ACCOUNT, mine.isEmpty() ? "none is told of: none may be needed" : (asked.isEmpty() ? "" : asked + ", of ") + String.join(", ", mine));
        } catch (ClusterSilentException | ClusterRefusedException e) {
            return Finding.doubtful(ACCOUNT, "is not told: " + e.getMessage(), "a wrong one is found out when a job is submitted");
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return array.valueStream().toList();
    }
}
