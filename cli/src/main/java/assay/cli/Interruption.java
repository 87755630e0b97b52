package assay.cli;

/**
 * Ctrl-C of somebody who asks for a run and stays with it: the first cancels the run, the second ends the waiting for its clean-up. What comes
 * before there is a run to cancel is made good for.
 */
final class Interruption {
    private int count;
    private Runnable first = () -> {
    };
    private Runnable second = () -> {
    };

    private Interruption() {
    }

    /** Takes Ctrl-C over from now on. */
    static Interruption begin() {
        Interruption interruption = new Interruption();
        Interrupts.each(number -> interruption.happen());
        return interruption;
    }

    private void happen() {
        Runnable due;
        synchronized (this) {
            count++;
            due = count == 1 ? first : second;
        }
        due.run();
    }

    /** Says what the first and each later Ctrl-C do from now on. */
    void means(Runnable cancel, Runnable stopWaiting) {
        int before;
        synchronized (this) {
            first = cancel;
            second = stopWaiting;
            before = count;
        }
        if (before > 0) {
            cancel.run();
        }
    }

    /** Whether there was a Ctrl-C, also one that came too late to change the run's end. */
    synchronized boolean happened() {
        return count > 0;
    }
}
