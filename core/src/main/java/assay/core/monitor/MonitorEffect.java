package assay.core.monitor;

import assay.core.loop.Effect;
import assay.events.ClusterJobId;
import assay.events.RunId;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the monitor does in the world. */
public sealed interface MonitorEffect extends Effect {

    /**
     * A run that is sampled.
     *
     * @param outputDirectory where {@code metrics.csv} is written
     * @param runDirectory    where the jobs write what they sample themselves
     * @param jobs            the jobs that run now; for the summary, all that ever did
     */
    record Target(RunId run, String outputDirectory, String runDirectory, List<Job> jobs) {
        public Target {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * A job that runs.
     *
     * @param node       where it runs, as it said itself; empty when it has not
     * @param repetition the window that its client measures now; 0 when it measures none
     * @param progress   the file in which its client says how far it is, below the window's output directory
     * @param listed     whether the cluster knows it by its token: not a step in another job's allocation
     */
    record Job(Token token, ClusterJobId clusterJob, String node, int repetition, String progress, boolean listed) {
        /** One that the cluster lists. */
        public Job(Token token, ClusterJobId clusterJob, String node, int repetition, String progress) {
            this(token, clusterJob, node, repetition, progress, true);
        }
    }

    /** Ask the cluster for the resource use of all jobs of all its runs: one query. */
    record SampleJobs(List<Target> targets, Duration pause) implements MonitorEffect {
        public SampleJobs {
            targets = List.copyOf(targets);
        }

        @Override
        public String key() {
            return "sample";
        }
    }

    /** Read on in what a run's jobs sample and say of their progress themselves. */
    record FollowJobs(Target target, Duration pause) implements MonitorEffect {
        @Override
        public String key() {
            return "follow/" + target.run();
        }
    }

    /** Take the last sample of a run and sum up what was measured. */
    record Summarise(Target target, Instant origin, List<Window> windows) implements MonitorEffect {
        public Summarise {
            windows = List.copyOf(windows);
        }

        @Override
        public String key() {
            return "summarise/" + target.run();
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(5);
        }
    }

    /** A measured window. */
    record Window(Instant start, Instant end) {
        /** True when the moment lies inside. */
        public boolean contains(Instant at) {
            return !at.isBefore(start) && !at.isAfter(end);
        }
    }
}
