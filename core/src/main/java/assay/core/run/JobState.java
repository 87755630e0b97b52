package assay.core.run;

import assay.events.ClusterJobId;
import assay.events.ClusterState;
import assay.events.JobEvent;
import assay.events.JobEvent.JobEnded;
import assay.events.JobEvent.RefusalKind;
import assay.events.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Life of one job.
 *
 * <pre>
 *                             ┌── a new attempt ────────────────────┐
 *                             ▼                                     │
 * Planned ──► Scripted ──► Released ──► Intended ──► Submitted ──► Ended
 *                             ▲             │  └───────────────────► Ended (never reached the cluster)
 *                             └── not now ──┤
 *                                           └──► Refused
 * </pre>
 */
public sealed interface JobState {

    /** The token of the attempt under way or over. */
    default Optional<Token> attempt() {
        return switch (this) {
            case Planned s -> Optional.empty();
            case Scripted s -> Optional.empty();
            case Released s -> s.lastToken();
            case Intended s -> Optional.of(s.token);
            case Submitted s -> Optional.of(s.token);
            case Refused s -> Optional.of(s.token);
            case Ended s -> Optional.of(s.event.token());
        };
    }

    /** In the plan; its script is not written yet. */
    record Planned() implements JobState {
        Scripted scripted() {
            return new Scripted();
        }
    }

    /** Its script stands. */
    record Scripted() implements JobState {
        Released released(int attempt, Instant at) {
            return new Released(attempt, Optional.empty(), at, 0, "");
        }
    }

    /**
     * It may be submitted, from {@code notBefore} on.
     *
     * @param number    which attempt this is, from 1
     * @param lastToken the attempt that the cluster did not take yet; submitted again under the same token
     * @param refusals  how often the cluster said not now
     * @param words     what it said last
     */
    record Released(int number, Optional<Token> lastToken, Instant notBefore, int refusals, String words) implements JobState {
        Intended intended(JobEvent.SubmissionIntended event) {
            return new Intended(event.token(), event.deadline(), event.by(), refusals);
        }
    }

    /**
     * A submission may be under way.
     *
     * @param by the runner process that acts on it
     */
    record Intended(Token token, Instant deadline, String by, int refusals) implements JobState {
        private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
        private static final int MOST_DOUBLINGS = 5;

        Submitted submitted(ClusterJobId id, Instant at) {
            return new Submitted(token, id, ClusterState.PENDING, "", "", at);
        }

        /** Nobody can say what became of it: the same token again, with a new deadline. */
        Intended intended(JobEvent.SubmissionIntended event) {
            return new Intended(event.token(), event.deadline(), event.by(), refusals);
        }

        JobState refused(RefusalKind kind, String words, Instant at) {
            return switch (kind) {
                case PERMANENT -> new Refused(token, words);
                case NOT_NOW, UNREACHABLE -> new Released(token.attempt(), Optional.of(token),
                        at.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(refusals, MOST_DOUBLINGS))), refusals + 1, words);
            };
        }

        Ended ended(JobEnded event, Instant at) {
            return new Ended(event, Optional.empty(), at);
        }
    }

    /**
     * The cluster has it.
     *
     * @param state  as the cluster said last
     * @param reason in the cluster's words
     * @param nodes  node list; empty while pending
     * @param since  when this state was first seen
     */
    record Submitted(Token token, ClusterJobId clusterJob, ClusterState state, String reason, String nodes, Instant since) implements JobState {
        Submitted changed(JobEvent.JobStateChanged event, Instant at) {
            String where = event.nodes().isEmpty() ? nodes : event.nodes();
            boolean ended = event.state().terminal() && state == ClusterState.REQUEUED;
            return new Submitted(token, clusterJob, event.state(), ended ? "requeued before" : event.reason(), where, at);
        }

        boolean differsFrom(JobEvent.JobStateChanged event) {
            boolean moved = !event.nodes().isEmpty() && !event.nodes().equals(nodes);
            return state != event.state() || !reason.equals(event.reason()) || moved;
        }

        /** The claim's owner is the job of record. */
        Submitted claimedBy(ClusterJobId owner, Instant at) {
            return owner.equals(clusterJob) ? this : new Submitted(token, owner, ClusterState.RUNNING, "", "", at);
        }

        /** Whether a job that the cluster calls so can have ended in this way; a conclusion from before it was requeued does not fit. */
        boolean mayHaveEnded(ClusterState end) {
            return state.terminal() && (state == end || state.byItself() && end == ClusterState.TIMEOUT);
        }

        Ended ended(JobEnded event, Instant at) {
            return new Ended(event, Optional.of(clusterJob), at);
        }
    }

    /** The cluster will never take it. */
    record Refused(Token token, String words) implements JobState {
    }

    /** Over. */
    record Ended(JobEnded event, Optional<ClusterJobId> clusterJob, Instant at) implements JobState {
        Released again(int attempt, Instant when) {
            return new Released(attempt, Optional.empty(), when, 0, "");
        }
    }
}
