package assay.monitor;

import assay.events.JobName;
import java.time.Instant;
import java.util.Map;

/**
 * One scrape of one source for one job.
 *
 * @param source {@code sstat} or {@code local}; of the in-job sampler {@code cgroup}, or {@code proc} where it found no cgroup of the job
 * @param node   empty when the source sums over nodes
 * @param step   empty when there is none
 * @param values metric name with unit to value
 */
record Sample(String source, JobName job, String node, String step, Instant at, Map<String, Double> values) {
    /** What tells one series of scrapes from another. */
    String series() {
        return source + "," + job + "," + node + "," + step;
    }
}
