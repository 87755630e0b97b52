package assay.cluster.slurm;

import java.util.Arrays;
import java.util.List;

/**
 * A partition as sinfo tells of it. Pure.
 *
 * @param standard whether jobs that name none go there
 * @param state    {@code up}, {@code down}, {@code drain} or {@code inact}
 * @param most     the longest time limit
 * @param nodes    how many nodes are allocated, idle, otherwise and in total, with slashes between
 */
record PartitionStanding(String name, boolean standard, String state, String most, String nodes) {
    static final String FORMAT = "%P|%a|%l|%F";
    private static final int COLUMNS = 4;

    static List<PartitionStanding> of(String text) {
        return text.lines().map(line -> line.split("\\|", -1)).filter(fields -> fields.length == COLUMNS)
                .map(fields -> new PartitionStanding(fields[0].replace("*", ""), fields[0].endsWith("*"), fields[1], fields[2], fields[3])).toList();
    }

    boolean up() {
        return state.equals("up");
    }

    /** How many of its nodes can run jobs now or later. */
    long usable() {
        long[] counts = Arrays.stream(nodes.split("/")).mapToLong(count -> SlurmValues.count(count).orElse(0)).toArray();
        return counts.length == COLUMNS ? counts[0] + counts[1] : 0;
    }

    /** One line. */
    String shown() {
        long[] counts = Arrays.stream(nodes.split("/")).mapToLong(count -> SlurmValues.count(count).orElse(0)).toArray();
        String of = counts.length == COLUMNS ? counts[1] + " of " + counts[3] + " nodes idle" : nodes;
        return name + (standard ? " (default)" : "") + " " + of + ", up to " + most;
    }
}
