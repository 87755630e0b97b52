package assay.events;

import java.time.Instant;
import java.util.Map;

/** What stands in {@code assay.metrics}: written by the monitor for whoever wants to watch; at least once, kept for a set time. */
public sealed interface MetricEvent extends Event {

    /**
     * One scrape of one source.
     *
     * @param source  {@code sstat}, {@code local}, {@code cgroup}, {@code proc} or a service's own metrics
     * @param job     the job sampled
     * @param node    the node, empty when the source sums over nodes
     * @param step    the Slurm step, empty when there is none
     * @param at      when the sample was taken, source's clock
     * @param values  metric name with unit, such as {@code memory_bytes}, to value
     */
    record SamplesRecorded(String source, JobName job, String node, String step, Instant at, Map<String, Double> values) implements MetricEvent {
        public SamplesRecorded {
            values = Copies.ordered(values);
        }

        @Override
        public String subject() {
            return job.value();
        }
    }

    /**
     * How far a client is in its window, from its own progress lines.
     *
     * @param phase   {@code warmup}, {@code measure} or {@code drain}
     * @param repetition from 1
     * @param values  such as {@code tps}, {@code latency_ms}, {@code p99_ms}; {@code passed_s}: for how long it has been in the phase
     */
    record ProgressReported(JobName job, String phase, int repetition, Instant at, Map<String, Double> values) implements MetricEvent {
        public ProgressReported {
            values = Copies.ordered(values);
        }

        @Override
        public String subject() {
            return job.value();
        }
    }

    /** A source stopped answering; {@code sampler}: what the in-job samplers write cannot be read. */
    record SourceLost(String source, JobName job, String reason) implements MetricEvent {
        @Override
        public String subject() {
            return job.value();
        }
    }

    /** A lost source answered again. */
    record SourceRecovered(String source, JobName job) implements MetricEvent {
        @Override
        public String subject() {
            return job.value();
        }
    }
}
