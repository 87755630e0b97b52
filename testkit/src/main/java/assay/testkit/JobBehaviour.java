package assay.testkit;

import assay.events.PlannedJob.Kind;
import assay.events.PlannedJob.Work;
import java.time.Duration;

/**
 * What a simulated job does.
 *
 * @param kind       a service stays until it is stopped; a client runs its windows; an allocation stays as well and runs what it is given
 * @param windows    the windows that a client runs
 * @param early      whether a client waits for its service without limit
 * @param queue      how long it is pending
 * @param work       until a service is ready; how long a client's window takes
 * @param life       how it fares
 * @param obeys      whether it stops when it is asked to
 * @param submission what becomes of its first submission
 */
public record JobBehaviour(Kind kind, Work windows, boolean early, Duration queue, Duration work, Life life, boolean obeys, Taken submission) {

    /** One that runs its windows from the first repetition on, alone, and was submitted when its service was ready. */
    public JobBehaviour(Kind kind, int windows, Duration queue, Duration work, Life life, boolean obeys, Taken submission) {
        this(kind, windows == 0 ? Work.NONE : Work.all(windows), false, queue, work, life, obeys, submission);
    }

    /** Whether it stays until it is stopped and is to become ready. */
    public boolean service() {
        return kind == Kind.SERVICE;
    }

    /** The same job as a step, which does not wait in a queue. */
    JobBehaviour unqueued() {
        return new JobBehaviour(kind, windows, early, Duration.ZERO, work, life, obeys, submission);
    }

    /** How a job fares. */
    public enum Life {
        /** A service serves until it is stopped, a client runs all its windows. */
        WELL,
        /** A service never passes its probe; a client goes on as if well. */
        NEVER_READY,
        /** Its program fails: a service's after it was ready, a client's in its first window. */
        FAILS,
        /** Its node fails at the same point, and the job says nothing of it. */
        NODE_FAILS
    }

    /** What becomes of a submission. */
    public enum Taken {
        /** Accepted. */
        SAID,
        /** Accepted, but the answer is lost. */
        UNSAID,
        /** Accepted twice, since the answer to the first request was lost on its way and the client asked again. */
        TWICE,
        /** The answer is lost, and it arrives only just before its deadline. */
        LATE,
        /** The answer is lost, and so is the submission. */
        LOST,
        /** Refused for good. */
        REFUSED,
        /** Refused for now. */
        NOT_NOW,
        /** The controller could not be reached. */
        UNREACHABLE
    }

    /** A service that is ready after a second and stays. */
    public static JobBehaviour aService() {
        return new JobBehaviour(Kind.SERVICE, 0, Duration.ofSeconds(1), Duration.ofSeconds(1), Life.WELL, true, Taken.SAID);
    }

    /** A client that runs its windows of ten seconds. */
    public static JobBehaviour aClient(int windows) {
        return new JobBehaviour(Kind.CLIENT, windows, Duration.ofSeconds(1), Duration.ofSeconds(10), Life.WELL, true, Taken.SAID);
    }

    /** The same, faring so. */
    public JobBehaviour with(Life other) {
        return new JobBehaviour(kind, windows, early, queue, work, other, obeys, submission);
    }

    /** The same, for these windows; early or not. */
    public JobBehaviour with(Work other, boolean waits) {
        return new JobBehaviour(kind, other, waits, queue, work, life, obeys, submission);
    }

    /** The same, its first submission taken so. */
    public JobBehaviour with(Taken other) {
        return new JobBehaviour(kind, windows, early, queue, work, life, obeys, other);
    }
}
