package assay.events;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One job of a plan.
 *
 * @param name    its name in the run
 * @param kind    service or client
 * @param component the service or client of the recipe that it belongs to
 * @param needs   jobs that must be ready before this one may do its work
 * @param after   jobs that must be over before this one may be submitted
 * @param nodes   number of nodes
 * @param timeLimitSeconds its time limit
 * @param work    the measured windows that it runs; none for a service
 * @param early   whether it is submitted as soon as the jobs that it needs are submitted, and waits for them inside
 * @param attempts how often it is begun at most, where the cluster took an earlier attempt away
 * @param within   the job whose allocation it runs in, as a step; empty: it is a job of the cluster's own
 */
public record PlannedJob(JobName name, Kind kind, String component, List<JobName> needs, List<JobName> after, int nodes, long timeLimitSeconds, Work work,
        boolean early, int attempts, String within) {
    public PlannedJob {
        needs = List.copyOf(needs);
        after = List.copyOf(after);
    }

    /** A job of the cluster's own. */
    public PlannedJob(JobName name, Kind kind, String component, List<JobName> needs, List<JobName> after, int nodes, long timeLimitSeconds, Work work,
            boolean early, int attempts) {
        this(name, kind, component, needs, after, nodes, timeLimitSeconds, work, early, attempts, "");
    }

    /** One that is submitted when what it needs is ready, and begun once. */
    public PlannedJob(JobName name, Kind kind, String component, List<JobName> needs, int nodes, long timeLimitSeconds, int windows) {
        this(name, kind, component, needs, List.of(), nodes, timeLimitSeconds, windows == 0 ? Work.NONE : Work.all(windows), false, 1);
    }

    /** What a job is for. */
    public enum Kind {
        SERVICE, CLIENT,
        /** Holds nodes that services and clients run on. */
        ALLOCATION
    }

    /**
     * Measured windows, one after another.
     *
     * @param first    repetition of the first one, from 1
     * @param windows  how many there are
     * @param replica  which of the replicas this job is, from 1
     * @param replicas how many jobs start these windows at one agreed instant
     */
    public record Work(int first, int windows, int replica, int replicas) {
        /** No window at all. */
        public static final Work NONE = new Work(1, 0, 1, 1);

        /** All repetitions of a run, alone. */
        public static Work all(int repetitions) {
            return new Work(1, repetitions, 1, 1);
        }

        /** The repetitions, in order. */
        public List<Integer> repetitions() {
            return IntStream.range(first, first + windows).boxed().toList();
        }
    }

    /** How many measured windows it runs. */
    public int windows() {
        return work.windows();
    }

    /** Whether it runs in the allocation of another job. */
    public boolean inside() {
        return !within.isEmpty();
    }

    /** What the job may cost at most; nothing where another one holds its nodes. */
    public double worstCaseNodeHours() {
        return inside() ? 0 : attempts * nodes * timeLimitSeconds / 3600.0;
    }
}
