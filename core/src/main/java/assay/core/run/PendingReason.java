package assay.core.run;

import assay.events.ClusterState;
import java.util.List;
import java.util.Optional;

/** What a job's reason to wait in Slurm's queue means (squeue(1), JOB REASON CODES). */
public enum PendingReason {
    /** It starts when its turn comes. */
    WAITS,
    /** It may start, but somebody should look: nodes that are down, a group's limit that is used up, a hold. */
    DOUBTFUL,
    /** It can never start as it is. */
    HOPELESS;

    private static final List<String> NEVER = List.of("PartitionTimeLimit", "PartitionNodeLimit", "DependencyNeverSatisfied", "BadConstraints", "InvalidAccount",
            "InvalidQOS", "AccountNotAllowed", "QOSNotAllowed", "QOSMaxWallDurationPerJobLimit", "QOSMaxNodePerJobLimit", "QOSMaxCpuPerJobLimit", "QOSMaxMemoryPerJob",
            "QOSMaxGRESPerJob", "QOSMinCpuNotSatisfied", "QOSMinGRES", "QOSMinMemory", "QOSTimeLimit", "AssocMaxWallDurationPerJobLimit", "AssocMaxNodePerJobLimit",
            "AssocMaxCpuPerJobLimit", "AssocMaxMemPerJob", "AssociationTimeLimit", "JobHeldAdmin", "ReservationDeleted", "launch failed requeued held");
    private static final List<String> LOOK = List.of("PartitionDown", "PartitionInactive", "ReqNodeNotAvail", "Nodes required for job are DOWN", "NodeDown", "JobHeldUser",
            "QOSGrp", "AssocGrp", "QOSResourceLimit", "AssociationJobLimit", "AssociationResourceLimit", "BurstBuffer", "FrontEndDown", "Reservation");

    /** What the reason means; whatever is not known waits. */
    public static PendingReason of(String reason) {
        String word = reason.startsWith("(") ? reason.substring(1) : reason;
        if (NEVER.stream().anyMatch(word::startsWith)) {
            return HOPELESS;
        }
        return LOOK.stream().anyMatch(word::startsWith) ? DOUBTFUL : WAITS;
    }

    /** What the waiting of a job means; empty when it does not wait in the queue. */
    public static Optional<PendingReason> of(Job job) {
        return job.state() instanceof JobState.Submitted s && s.state() == ClusterState.PENDING ? Optional.of(of(s.reason())) : Optional.empty();
    }
}
