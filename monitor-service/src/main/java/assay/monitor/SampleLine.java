package assay.monitor;

import assay.core.monitor.MonitorEffect.Job;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A line of the in-job sampler: {@code t,source,node,step,} and one column for each metric; an empty column was not measured. The source is
 * {@code cgroup} where a cgroup of the job was read, else {@code proc}. Pure.
 */
final class SampleLine {
    private static final String[] METRICS = {"cpu_seconds", "memory_bytes", "memory_peak_bytes", "read_bytes", "write_bytes", "processes"};
    private static final int FIRST_METRIC = 4;
    private static final Set<String> SOURCES = Set.of("cgroup", "proc");
    private static final Pattern STEP = Pattern.compile("[A-Za-z0-9_+.-]{1,32}");

    private SampleLine() {
    }

    /** The sample; empty for the header, for another node's line and for what is no sample. A column that is no number was not measured. */
    static Optional<Sample> parse(Job job, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIRST_METRIC + METRICS.length || !SOURCES.contains(fields[1]) || !fields[2].equals(job.node()) || !STEP.matcher(fields[3]).matches()) {
            return Optional.empty();
        }
        OptionalLong at = Decimals.millis(fields[0]);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < METRICS.length; i++) {
            String metric = METRICS[i];
            Decimals.value(fields[FIRST_METRIC + i]).ifPresent(value -> values.put(metric, value));
        }
        return at.isEmpty() || values.isEmpty() ? Optional.empty()
                : Optional.of(new Sample(fields[1], job.token().job(), fields[2], fields[3], Instant.ofEpochMilli(at.getAsLong()), values));
    }
}
