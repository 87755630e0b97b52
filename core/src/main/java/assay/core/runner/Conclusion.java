package assay.core.runner;

import assay.events.ClusterState;
import assay.events.Token;
import java.time.Duration;

/**
 * How a job ended, as far as is known.
 *
 * @param exitCode  the job's own; -1 when it said nothing
 * @param cause     for people
 * @param asked     whether it was asked to stop
 * @param reason    the job's own word for why it ended; empty when it said nothing
 * @param timeLimit what it was submitted with
 */
public record Conclusion(Token token, ClusterState state, int exitCode, String cause, boolean asked, String reason, Duration timeLimit) {
    /** How long before a job's time limit Slurm may send the signal that warns of it: a minute as the scripts ask, and up to one more by its own account. */
    private static final Duration WARNING = Duration.ofSeconds(120);

    /** Whether somebody else cancelled it. */
    public boolean cancelledByOthers() {
        return state == ClusterState.CANCELLED && !asked;
    }

    /**
     * The same once the cluster told the job's time limit, which may have been changed meanwhile, and for how long it ran; both zero where it did
     * not. A job ends by itself when it is warned of its time limit, and what the cluster then calls it does not tell why. One that is asked to stop says
     * so itself.
     */
    public Conclusion at(Duration limitByThen, Duration ran) {
        Duration limit = limitByThen.isZero() ? timeLimit : limitByThen;
        boolean warned = reason.equals("time-limit") || reason.equals("signal") && !ran.isZero() && ran.plus(WARNING).compareTo(limit) >= 0;
        if (limit.isZero() || state != ClusterState.TIMEOUT && !(warned && state.byItself())) {
            return this;
        }
        String words = "it came to its time limit of " + words(limit) + (limit.equals(timeLimit) ? "" : ", which was " + words(timeLimit) + " when it was submitted");
        return new Conclusion(token, ClusterState.TIMEOUT, exitCode, cause.isEmpty() ? words : words + "; " + cause, asked, reason, timeLimit);
    }

    private static String words(Duration time) {
        String minutes = time.toMinutesPart() + " m" + (time.toSecondsPart() == 0 ? "" : " " + time.toSecondsPart() + " s");
        return time.toHours() == 0 ? minutes : time.toHours() + " h " + minutes;
    }
}
