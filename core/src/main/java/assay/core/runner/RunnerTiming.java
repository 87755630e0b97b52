package assay.core.runner;

import assay.core.run.LastScrape;
import assay.core.run.Lease;
import java.time.Duration;
import java.util.Map;

/**
 * The runner's measures of time.
 *
 * @param submitLimit   how long a submission may take before it can no longer act
 * @param slack         what is waited past that before a look-up is believed
 * @param leaseRenewal  how often leases are renewed
 * @param hotReports    how often event files are read while something is about to happen
 * @param calmReports   and else
 * @param fastestQuery  the shortest pause between two tracking queries
 * @param slowestQuery  the longest while something is about to happen
 * @param idleQuery     the pause while nothing is
 * @param stopAllowance how much longer than its grace a job may take to stop before it is cancelled
 * @param patienceWithMonitor how long the proof that nothing is left waits for the monitor's summary
 */
public record RunnerTiming(Duration submitLimit, Duration slack, Duration leaseRenewal, Duration hotReports, Duration calmReports,
        Duration fastestQuery, Duration slowestQuery, Duration idleQuery, Duration stopAllowance, Duration patienceWithMonitor) {
    /** What fits a cluster whose file system and controller are near. */
    public static RunnerTiming standard() {
        return of(Lease.of(Map.of()));
    }

    /** The same for another lease. */
    public static RunnerTiming of(Lease lease) {
        return new RunnerTiming(Duration.ofSeconds(60), Duration.ofSeconds(10), lease.pace(), Duration.ofMillis(100),
                Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(15), LastScrape.PATIENCE);
    }
}
