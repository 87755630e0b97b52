package assay.core.runner;

import assay.events.ClusterState;
import assay.events.Token;

/**
 * How a job ended, as far as the log knows before its files are looked at.
 *
 * @param exitCode the job's own; -1 when it said nothing
 * @param cause    for people
 * @param asked    whether it was asked to stop
 */
public record Conclusion(Token token, ClusterState state, int exitCode, String cause, boolean asked) {
    /** Whether somebody else cancelled it. */
    public boolean cancelledByOthers() {
        return state == ClusterState.CANCELLED && !asked;
    }
}
