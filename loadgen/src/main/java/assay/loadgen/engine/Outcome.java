package assay.loadgen.engine;

import java.util.List;

/**
 * What a run gave.
 *
 * @param plan          what was to be done
 * @param clock         its time
 * @param window        the window as it was: shorter than planned when the run was interrupted
 * @param isInterrupted whether it was stopped from outside before the window was over
 * @param lateMicros    by how much the load began later than agreed
 * @param due           requests that were due inside the window
 * @param tally         what was counted
 * @param seconds       one after another, from the warm-up to the drain
 * @param usage         what the generator itself used inside the window
 * @param drift         by how many microseconds the machine's clock was set meanwhile
 */
public record Outcome(LoadPlan plan, LoadClock clock, Window window, boolean isInterrupted, long lateMicros, long due, Tally tally, List<Second> seconds,
        Usage usage, long drift) {
    public Outcome {
        seconds = List.copyOf(seconds);
    }

    /** Requests that were due and that no user took before the end of the drain. */
    public long unsent() {
        return due - tally.counts().sent();
    }
}
