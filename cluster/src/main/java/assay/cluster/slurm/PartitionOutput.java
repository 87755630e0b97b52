package assay.cluster.slurm;

import assay.events.Limit;
import assay.events.Limit.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what scontrol says of partitions, one a line. Pure. */
final class PartitionOutput {
    private static final Pattern FIELD = Pattern.compile("(?<!\\S)(\\w+)=(\\S*)");

    private PartitionOutput() {
    }

    static List<Partition> partitions(String text) {
        return details(text).stream().map(PartitionOutput::partition).toList();
    }

    /** What is said of each partition, by Slurm's words. */
    static List<Map<String, String>> details(String text) {
        return text.lines().map(PartitionOutput::fields).filter(fields -> fields.containsKey("PartitionName")).toList();
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new TreeMap<>();
        FIELD.matcher(line).results().forEach(field -> fields.putIfAbsent(field.group(1), SlurmValues.text(field.group(2))));
        return fields;
    }

    private static Partition partition(Map<String, String> fields) {
        return new Partition(fields.get("PartitionName"), "YES".equals(fields.get("Default")), fields.getOrDefault("QoS", ""),
                fields.getOrDefault("OverSubscribe", ""), SlurmValues.count(fields.getOrDefault("TotalNodes", "")).orElse(0),
                SlurmValues.count(fields.getOrDefault("TotalCPUs", "")).orElse(0));
    }

    /**
     * A partition.
     *
     * @param standard whether jobs that name none go there
     * @param qos      whose limits hold for every job there; empty when there is none
     * @param sharing  Slurm's {@code OverSubscribe}
     * @param nodes    how many it has, whatever their state; 0 when that is not known
     * @param cpus     how many it has; 0 when that is not known
     */
    record Partition(String name, boolean standard, String qos, String sharing, long nodes, long cpus) {

        /** Whether every job there is given whole nodes. */
        boolean exclusive() {
            return sharing.equals("EXCLUSIVE");
        }

        /** What it can hold at the same time; nothing certain where jobs may be put upon one another. */
        List<Limit> limits(boolean cpusAreCounted) {
            List<Limit> limits = new ArrayList<>();
            if (nodes > 0 && !sharing.startsWith("FORCE")) {
                limits.add(new Limit("partition", name, Kind.NODES, nodes, "TotalNodes"));
            }
            if (cpus > 0 && cpusAreCounted && (exclusive() || sharing.equals("NO"))) {
                limits.add(new Limit("partition", name, Kind.CPUS, cpus, "TotalCPUs"));
            }
            return limits;
        }
    }
}
