package assay.report;

import assay.events.JobEvent.MetricSummary;
import java.util.List;
import java.util.Map;

/** How each source of metrics counts, in a sentence, so that figures of two of them are not taken for the same. */
final class Sources {
    private static final Map<String, String> WORDS = Map.of(
            "sstat", "Slurm adds the resident memory of all processes of a step, unless its gathering is set otherwise shared memory once for each process; processor "
                    + "time is in whole seconds and without that of processes that have ended; bytes read and written are those of read and write calls, from memory, "
                    + "pipes and sockets too.",
            "local", "the processes of each job were looked at from outside, with the largest shared part of memory once; bytes read and written are those of read and "
                    + "write calls, from memory, pipes and sockets too.",
            "cgroup", "the cgroups of the job's steps were read; their memory has the page cache of files in it, and bytes read and written are those that went "
                    + "to block devices.",
            "proc", "the job had no cgroup, so the processes below its shell were looked at, with the largest shared part of memory once; what has left the shell is not "
                    + "counted, and neither a peak nor bytes read and written were measured.");

    private Sources() {
    }

    /** One note for each source that gave something, in the order of the metrics. */
    static List<String> notes(List<MetricSummary> metrics) {
        return metrics.stream().map(MetricSummary::source).distinct().filter(WORDS::containsKey).map(source -> "Source " + source + ": " + WORDS.get(source)).toList();
    }
}
