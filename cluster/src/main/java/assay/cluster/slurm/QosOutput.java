package assay.cluster.slurm;

import assay.events.Limit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads sacctmgr's rows of qualities of service. Pure. */
final class QosOutput {
    private static final LimitColumns LIMITS = new LimitColumns(List.of("MaxJobsPU", "MaxSubmitPU", "MaxTRESPU", "GrpJobs", "GrpSubmit", "GrpTRES"));
    static final String FORMAT = "Name," + LIMITS.format();

    /** What people want to know of them. */
    static final String SHOWN = "Name,MaxWall,MaxJobsPU,MaxSubmitPU,MaxTRESPU,MaxTRES";
    private static final List<String> WORDS = List.of("up to %s", "%s running", "%s submitted", "%s of a user", "%s of a job");

    private QosOutput() {
    }

    /** Those that one may use, each with its limits, in one line each. */
    static List<String> shown(String text, Set<String> usable) {
        return text.lines().map(line -> line.split("\\|", -1)).filter(fields -> fields.length == 1 + WORDS.size() && usable.contains(fields[0])).map(QosOutput::shown)
                .toList();
    }

    private static String shown(String... fields) {
        String limits = IntStream.range(0, WORDS.size()).filter(column -> !fields[column + 1].isEmpty())
                .mapToObj(column -> WORDS.get(column).formatted(fields[column + 1])).collect(Collectors.joining(", "));
        return fields[0] + (limits.isEmpty() ? "" : " (" + limits + ")");
    }

    /** The limits of every QOS. */
    static List<Limit> limits(String text) {
        return text.lines().map(line -> Arrays.asList(line.split("\\|", -1))).filter(fields -> fields.size() == 1 + LIMITS.size())
                .flatMap(fields -> LIMITS.limits("qos", fields.getFirst(), fields.subList(1, fields.size())).stream()).toList();
    }
}
