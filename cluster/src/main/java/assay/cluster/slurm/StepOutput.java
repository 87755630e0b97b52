package assay.cluster.slurm;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sstat's rows, one for each running step. Pure. */
final class StepOutput {
    static final String FORMAT = "JobID,NTasks,AveCPU,MinCPU,MaxRSS,AveRSS,MaxVMSize,"
            + "AveCPUFreq,MaxDiskRead,MaxDiskWrite,TRESUsageInTot,TRESUsageOutTot";
    private static final int COLUMNS = 12;
    private static final Pattern STEP = Pattern.compile("(\\d+)\\.([A-Za-z0-9_+]+)");
    private static final String CONTAINER_OF_THE_JOB = "extern";

    private StepOutput() {
    }

    static List<Usage> usage(String text, List<JobRef> asked, Instant at) {
        List<Usage> usage = new ArrayList<>();
        text.lines().map(line -> line.split("\\|", -1)).filter(fields -> fields.length == COLUMNS).forEach(fields -> {
            Matcher step = STEP.matcher(fields[0]);
            if (step.matches() && !step.group(2).equals(CONTAINER_OF_THE_JOB)) {
                Optional<JobRef> job = asked.stream().filter(ref -> ref.id().value().equals(step.group(1))).findFirst();
                job.ifPresent(ref -> usage.add(new Usage("sstat", ref, step.group(2), at, values(fields))));
            }
        });
        return usage;
    }

    private static Map<String, Double> values(String[] fields) {
        Map<String, Double> values = new TreeMap<>();
        put(values, "tasks", SlurmValues.size(fields[1]));
        put(values, "memory_max_bytes", SlurmValues.size(fields[4]));
        // The averages are cut to whole seconds for each task; only the totals are exact.
        put(values, "cpu_seconds", SlurmValues.seconds(resource(fields[10], "cpu")));
        put(values, "memory_bytes", SlurmValues.size(resource(fields[10], "mem")));
        // Slurm calls it fs/disk, but it is what passed through calls, pipes and sockets included.
        put(values, "read_calls_bytes", SlurmValues.size(resource(fields[10], "fs/disk")));
        put(values, "write_calls_bytes", SlurmValues.size(resource(fields[11], "fs/disk")));
        return values;
    }

    private static void put(Map<String, Double> values, String name, OptionalDouble value) {
        value.ifPresent(number -> values.put(name, number));
    }

    private static String resource(String resources, String name) {
        for (String resource : resources.split(",")) {
            if (resource.startsWith(name + "=")) {
                return resource.substring(name.length() + 1);
            }
        }
        return "";
    }
}
