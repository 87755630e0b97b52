package assay.core.results;

import java.util.List;

/**
 * What one measured pgbench left behind.
 *
 * @param summary         standard output: the final summary
 * @param progress        standard error: progress lines and errors
 * @param transactionLogs the unsampled per-transaction logs ({@code -l}), the lines of each thread
 * @param offeredRate     transactions per second asked for with {@code -R}; 0 when the load was closed
 */
public record PgbenchOutput(String summary, String progress, List<Iterable<String>> transactionLogs, double offeredRate) {
    public PgbenchOutput {
        transactionLogs = List.copyOf(transactionLogs);
    }

    /** A log that is in memory. */
    public static Iterable<String> lines(String log) {
        return log.lines().toList();
    }

    /** The output of a closed load, without {@code -R}. */
    public PgbenchOutput(String summary, String progress, List<Iterable<String>> transactionLogs) {
        this(summary, progress, transactionLogs, 0);
    }
}
