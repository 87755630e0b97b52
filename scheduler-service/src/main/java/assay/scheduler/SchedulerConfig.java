package assay.scheduler;

import assay.core.run.LastScrape;
import assay.core.run.Lease;
import java.time.Duration;
import java.util.Map;

/**
 * How a scheduler is set.
 *
 * @param scripts             what job scripts hold beside the recipe
 * @param patienceWithMonitor how long the closing of a run waits for the monitor once its clients are done
 */
public record SchedulerConfig(ScriptConfig scripts, Duration patienceWithMonitor) {
    /** What fits a cluster that is near, with the lease that the environment sets. */
    public static SchedulerConfig standard(Map<String, String> environment) {
        return new SchedulerConfig(ScriptConfig.of(Lease.of(environment)), LastScrape.PATIENCE);
    }
}
