package assay.scheduler;

import java.time.Duration;

/**
 * How a scheduler is set.
 *
 * @param scripts             what job scripts hold beside the recipe
 * @param patienceWithMonitor how long the closing of a run waits for the monitor once its clients are done
 */
public record SchedulerConfig(ScriptConfig scripts, Duration patienceWithMonitor) {
    /** What fits a cluster that is near. */
    public static SchedulerConfig standard() {
        return new SchedulerConfig(ScriptConfig.standard(), Duration.ofSeconds(30));
    }
}
