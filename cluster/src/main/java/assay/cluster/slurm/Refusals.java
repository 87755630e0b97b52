package assay.cluster.slurm;

import assay.events.JobEvent.RefusalKind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The answers of sbatch that prove that no job was made. Only known ones: a failure that is not in this table may have left a job behind, as a
 * controller that answers too late does. Pure.
 */
public final class Refusals {
    private static final List<String> DOUBTFUL = List.of("Socket timed out", "Zero Bytes were transmitted", "Unexpected message received",
            "(send failure)", "(receive failure)", "(shutdown failure)");

    private static final List<Row> TABLE = Stream.concat(
            Stream.of(row(RefusalKind.UNREACHABLE, "Unable to contact slurm controller \\(connect failure\\)"),
                    row(RefusalKind.UNREACHABLE, "Unable to contact slurm controller(?! \\()"),
                    row(RefusalKind.UNREACHABLE, "Could not establish a configuration source"),
                    row(RefusalKind.NOT_NOW, "(QOS|Assoc)\\w*Submit\\w*"),
                    row(RefusalKind.NOT_NOW, "Requested reservation not usable now"),
                    row(RefusalKind.NOT_NOW, "Resource temporarily unavailable")),
            permanent()).toList();

    private Refusals() {
    }

    private static Stream<Row> permanent() {
        return Stream.of("invalid partition specified", "Invalid partition name specified", "Invalid account", "Invalid qos specification",
                "Requested node configuration is not available", "Memory specification can not be satisfied", "Invalid license specification",
                "Invalid directive found in batch script", "unrecognized option", "DOS line breaks", "does not look like a batch script",
                "Batch script is empty", "Batch script contains only whitespace", "Pathname of a file, directory or other parameter too long",
                "Job violates accounting/QOS policy", "Access/permission denied", "Invalid feature specification", "Invalid user id",
                "Invalid generic resource \\(gres\\) specification", "Invalid Trackable RESource", "Requested reservation is invalid",
                "Requested time limit is invalid", "Requested partition configuration not available", "More processors requested than permitted",
                "Node count specification invalid", "Task count specification invalid", "Requested nodes not in this partition",
                "Invalid node name specified", "Job dependency problem", "Time limit specification required",
                "User's group not permitted to use this partition", "No partition specified or system default partition",
                "Invalid wckey specification", "Invalid --\\S+ (specification|argument|value)", "Invalid numeric value",
                "Invalid accounting frequency requested", "Invalid node count", "Invalid core count", "Invalid time-min specification",
                "Invalid begin time", "Invalid deadline time").map(words -> row(RefusalKind.PERMANENT, words));
    }

    /** How certain words refuse; empty when they prove nothing. */
    public static Optional<RefusalKind> kind(String words) {
        if (DOUBTFUL.stream().anyMatch(words::contains)) {
            return Optional.empty();
        }
        return TABLE.stream().filter(row -> row.words().matcher(words).find()).map(Row::kind).findFirst();
    }

    private static Row row(RefusalKind kind, String words) {
        return new Row(kind, Pattern.compile(words));
    }

    private record Row(RefusalKind kind, Pattern words) {
    }
}
