package assay.core.view;

import assay.core.run.Job;
import assay.core.run.JobState;
import assay.events.ClusterJobId;
import assay.events.JobName;
import java.util.Optional;

/**
 * A job as it is told.
 *
 * @param kind         {@code service}, {@code client} or {@code allocation}
 * @param component    the service or client of the recipe that it belongs to
 * @param attempt      from 1; 0 while it was not released
 * @param state        in one word
 * @param clusterJobId empty while the cluster has not taken it
 * @param clusterState in the cluster's words; empty while there is none
 * @param reason       why it waits, in the cluster's words
 * @param nodes        where it runs or ran, as far as it was told
 * @param exitCode     empty while unknown
 * @param cause        why it ended, was refused or is not taken yet
 */
public record JobView(JobName name, String kind, String component, int attempt, String state, String clusterJobId, String clusterState, String reason,
        String nodes, Optional<Integer> exitCode, String cause) {

    /** Of a job. */
    public static JobView of(Job job) {
        return switch (job.state()) {
            case JobState.Planned s -> of(job, "");
            case JobState.Scripted s -> of(job, "");
            case JobState.Released s -> of(job, s.words());
            case JobState.Intended s -> of(job, "");
            case JobState.Refused s -> of(job, s.words());
            case JobState.Submitted s -> of(job, s.clusterJob().value(), s.state().name(), s.reason(), s.nodes(), Optional.empty(), "");
            case JobState.Ended s -> of(job, s.clusterJob().map(ClusterJobId::value).orElse(""), s.event().state().name(), "", "",
                    Optional.of(s.event().exitCode()).filter(code -> code >= 0), s.event().cause());
        };
    }

    private static JobView of(Job job, String cause) {
        return of(job, "", "", "", "", Optional.empty(), cause);
    }

    private static JobView of(Job job, String clusterJob, String clusterState, String reason, String nodes, Optional<Integer> exitCode, String cause) {
        return new JobView(job.name(), Words.lower(job.plan().kind()), job.plan().component(), job.attempt(), Words.of(job.state()), clusterJob, clusterState,
                reason, nodes, exitCode, cause);
    }
}
