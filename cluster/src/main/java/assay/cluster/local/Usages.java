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
 * Bytes read and written are those of read and write calls, as Slurm counts them; they are left out where a process hides them, or has just ended.
 * Memory that is shared is counted once. The most memory is the most that was seen here. Used from several threads.
 */
final class Usages {
    private final Map<Long, Long> most = new ConcurrentHashMap<>();

    /** One entry for each job that runs. */
    List<Usage> of(List<JobRecord> running, Instant at) {
        List<Usage> usages = new ArrayList<>();
        Processes.of(running).forEach((number, processes) -> running.stream().filter(job -> job.number() == number).findFirst()
                .ifPresent(job -> usages.add(new Usage("local", new JobRef(job.id(), job.token()), "batch", at, values(number, processes)))));
        return usages;
    }

    private Map<String, Double> values(long number, List<ProcessFacts> processes) {
        long own = 0;
        long shared = 0;
        for (ProcessFacts process : processes) {
            String status = process.text("status");
            own += ProcessFacts.number(status, "RssAnon");
            shared = Math.max(shared, ProcessFacts.number(status, "RssFile") + ProcessFacts.number(status, "RssShmem"));
        }
        long memory = (own + shared) * 1024;
        Map<String, Double> values = new TreeMap<>();
        values.put("tasks", 1.0);
        values.put("processes", (double) processes.size());
        values.put("cpu_seconds", processes.stream().mapToDouble(ProcessFacts::cpuSeconds).sum());
        values.put("memory_bytes", (double) memory);
        values.put("memory_max_bytes", (double) most.merge(number, memory, Math::max));
        List<String> calls = processes.stream().map(process -> process.text("io")).toList();
        if (calls.stream().noneMatch(String::isEmpty)) {
            values.put("read_calls_bytes", (double) calls.stream().mapToLong(text -> ProcessFacts.number(text, "rchar")).sum());
            values.put("write_calls_bytes", (double) calls.stream().mapToLong(text -> ProcessFacts.number(text, "wchar")).sum());
        }
        return values;
    }
}
