package assay.runner;

import assay.core.runner.RunnerTiming;

/**
 * How a runner is set.
 *
 * @param timing its measures of time
 */
public record RunnerConfig(RunnerTiming timing) {
    /** What fits a cluster that is near. */
    public static RunnerConfig standard() {
        return new RunnerConfig(RunnerTiming.standard());
    }
}
