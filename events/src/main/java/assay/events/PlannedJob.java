package assay.events;

import java.util.List;

/**
 * One job of a plan.
 *
 * @param name    its name in the run
 * @param kind    service or client
 * @param component the service or client of the recipe that it belongs to
 * @param needs   jobs that must be ready before this one may be submitted
 * @param nodes   number of nodes
 * @param timeLimitSeconds its time limit
 * @param windows measured windows it runs one after another; 0 for a service
 */
public record PlannedJob(JobName name, Kind kind, String component, List<JobName> needs, int nodes, long timeLimitSeconds, int windows) {
    public PlannedJob {
        needs = List.copyOf(needs);
    }

    /** What a job is for. */
    public enum Kind {
        SERVICE, CLIENT
    }

    /** What the job may cost at most. */
    public double worstCaseNodeHours() {
        return nodes * timeLimitSeconds / 3600.0;
    }
}
