package assay.monitor;

import assay.events.JobName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A line of the in-job sampler: {@code t,node,step,} and one column for each metric; an empty column was not measured. */
final class SampleLine {
    private static final String[] METRICS = {"cpu_seconds", "memory_bytes", "memory_peak_bytes", "read_bytes", "write_bytes", "processes"};
    private static final int FIRST_METRIC = 3;

    private SampleLine() {
    }

    /** The sample; empty for the header and for what is no sample. */
    static Optional<Sample> parse(JobName job, String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIRST_METRIC + METRICS.length) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.ofEpochMilli(Math.round(Double.parseDouble(fields[0]) * 1000));
            Map<String, Double> values = new LinkedHashMap<>();
            for (int i = 0; i < METRICS.length; i++) {
                if (!fields[FIRST_METRIC + i].isEmpty()) {
                    values.put(METRICS[i], Double.parseDouble(fields[FIRST_METRIC + i]));
                }
            }
            return Optional.of(new Sample("cgroup", job, fields[1], fields[2], at, values));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
