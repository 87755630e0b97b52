package assay.events;

/** A job's state on its cluster, in Slurm's own words (squeue(1), JOB STATE CODES), and four of ours where Slurm has none. */
public enum ClusterState {
    PENDING(false), CONFIGURING(false), RUNNING(false), COMPLETING(false), STAGE_OUT(false), SIGNALING(false), STOPPED(false),
    SUSPENDED(false), REQUEUED(false), REQUEUE_HOLD(false), RESIZING(false), SPECIAL_EXIT(false),
    COMPLETED(true), FAILED(true), CANCELLED(true), TIMEOUT(true), OUT_OF_MEMORY(true), NODE_FAIL(true), BOOT_FAIL(true),
    PREEMPTED(true), DEADLINE(true), REVOKED(true),
    /** A word that we do not know. */
    UNKNOWN(false),
    /** The cluster does not list the job any more, and the job said nothing of its end. Never a success. */
    LOST(true),
    /** The cluster does not list the job any more, but the job itself reported its end. */
    GONE(true),
    /** No submission of the attempt ever reached the cluster. */
    NOT_SUBMITTED(true);

    private final boolean terminal;

    ClusterState(boolean terminal) {
        this.terminal = terminal;
    }

    /** True when a job in this state never runs again. */
    public boolean terminal() {
        return terminal;
    }

    /** True when the job ended by itself as far as the cluster saw, which does not tell why: one that was warned of its time limit does, too. */
    public boolean byItself() {
        return this == COMPLETED || this == FAILED || this == GONE;
    }

    /** True while the job holds its nodes. */
    public boolean holdsNodes() {
        return switch (this) {
            case RUNNING, COMPLETING, STAGE_OUT, SIGNALING, STOPPED, SUSPENDED, RESIZING, CONFIGURING -> true;
            case PENDING, REQUEUED, REQUEUE_HOLD, SPECIAL_EXIT, COMPLETED, FAILED, CANCELLED, TIMEOUT, OUT_OF_MEMORY, NODE_FAIL,
                    BOOT_FAIL, PREEMPTED, DEADLINE, REVOKED, UNKNOWN, LOST, GONE, NOT_SUBMITTED -> false;
        };
    }
}
