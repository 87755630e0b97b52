package assay.cluster.local;

import assay.cluster.Cluster.JobRef;
import assay.cluster.Cluster.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What running jobs use, summed over their processes. Processor time and bytes of children that ended are counted with those that waited for them.
 * Memory that is shared is counted once. The most memory is the most that was seen here. Used from several threads.
 */
final class Usages {
    private final Map<Long, Long> most = new ConcurrentHashMap<>();

    /** One entry for each job that runs. */
    List<Usage> of(List<JobRecord> running, Instant at) {
        List<Usage> usages = new ArrayList<>();
        Processes.of(running).forEach((number, processes) -> running.stream().filter(job -> job.number() == number).findFirst()
                .ifPresent(job -> usages.add(new Usage(new JobRef(job.id(), job.token()), "batch", at, values(number, processes)))));
        return usages;
    }

    private Map<String, Double> values(long number, List<ProcessFacts> processes) {
        long own = 0;
        long shared = 0;
        long read = 0;
        long written = 0;
        for (ProcessFacts process : processes) {
            String status = process.text("status");
            own += ProcessFacts.number(status, "RssAnon");
            shared = Math.max(shared, ProcessFacts.number(status, "RssFile") + ProcessFacts.number(status, "RssShmem"));
            String bytes = process.text("io");
            read += ProcessFacts.number(bytes, "read_bytes");
            written += ProcessFacts.number(bytes, "write_bytes");
        }
        long memory = (own + shared) * 1024;
        Map<String, Double> values = new TreeMap<>();
        values.put("tasks", 1.0);
        values.put("processes", (double) processes.size());
        values.put("cpu_seconds", processes.stream().mapToDouble(ProcessFacts::cpuSeconds).sum());
        values.put("memory_bytes", (double) memory);
        values.put("memory_max_bytes", (double) most.merge(number, memory, Math::max));
        values.put("read_bytes", (double) read);
        values.put("write_bytes", (double) written);
        return values;
    }
}
