package assay.cluster.slurm;

import assay.cluster.command.Commands;
import assay.cluster.doctor.Answer;
import assay.cluster.doctor.Check;
import assay.cluster.doctor.Finding;
import assay.cluster.doctor.Patient;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the partition that jobs go to is there, up, has usable nodes, and lets the account and QOS in. */
record PartitionCheck(Commands commands, Patient patient) implements Check {
    private static final String NAME = "partition";

    @Override
    public List<Finding> look() {
        List<PartitionStanding> all = PartitionStanding.of(Answer.of(commands, SlurmArguments.standings()).out());
        String asked = patient.option(NAME);
        if (asked.contains(",")) {
            return List.of();
        }
        Optional<PartitionStanding> found = all.stream().filter(partition -> asked.isEmpty() ? partition.standard() : partition.name().equals(asked)).findFirst();
        if (found.isEmpty()) {
            return List.of(Finding.broken(NAME, asked.isEmpty() ? "none is asked for, and there is no default" : "there is no '" + asked + "'", another(all)));
        }
        return List.of(judged(found.get(), all));
    }

    private Finding judged(PartitionStanding partition, List<PartitionStanding> all) {
        String name = partition.name();
        if (!partition.up()) {
            return Finding.broken(NAME, name + " is " + partition.state() + ": jobs wait there and do not start", "wait until it is up, or " + another(all));
        }
        if (partition.usable() == 0) {
            return Finding.broken(NAME, name + " has no node that can run a job (" + partition.nodes() + " allocated/idle/other/total)", "`sinfo -R` tells why; wait, or " + another(all));
        }
        for (String key : List.of("account", "qos")) {
            if (!letsIn(name, key)) {
                return Finding.broken(NAME, name + " does not let the " + key + " '" + patient.option(key) + "' in", another(all) + ", or another " + key);
            }
        }
        return Finding.good(NAME, partition.shown());
    }

    private boolean letsIn(String partition, String key) {
        String asked = patient.option(key);
        Map<String, String> details = PartitionOutput.details(Answer.of(commands, SlurmArguments.partitions()).out()).stream()
                .filter(fields -> fields.get("PartitionName").equals(partition)).findFirst().orElse(Map.of());
        String word = key.equals("qos") ? "Qos" : "Accounts";
        String allowed = details.getOrDefault("Allow" + word, "ALL");
        List<String> denied = List.of(details.getOrDefault("Deny" + word, "").split(","));
        return asked.isEmpty() || (allowed.equals("ALL") || Arrays.asList(allowed.split(",")).contains(asked)) && !denied.contains(asked);
    }

    private String another(List<PartitionStanding> all) {
        List<String> up = all.stream().filter(PartitionStanding::up).map(PartitionStanding::name).toList();
        return up.isEmpty() ? "ask the site which one you may use" : "set slurm.partition to one of " + String.join(", ", up) + " in " + patient.writtenIn();
    }
}
