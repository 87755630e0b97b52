package assay.core.report;

import assay.core.results.LatencyHistogram.Quantile;
import java.util.List;

/**
 * What one client measured over all its windows.
 *
 * @param client     the recipe's client
 * @param loadModel  to stand beside every latency; empty when the client does not say
 * @param windows    how many windows were measured
 * @param replicas   how many jobs measured each of them at the same time
 * @param operations completed, over all windows; -1 where the client does not count them
 * @param failed     over all windows; -1 where the client does not count them
 * @param skipped    over all windows; -1 where the client does not count them
 * @param headlines  its figures, in the order to show them
 * @param spreads    figures that make no single number, with their range over the replicas of all windows
 * @param spectrum   latencies of all windows together; empty when there are none
 * @param timings    latencies and all other times that were measured; empty when there are none
 */
public record ClientResult(String client, String loadModel, int windows, int replicas, long operations, long failed, long skipped, List<Headline> headlines,
        List<Spread> spreads, List<Quantile> spectrum, List<TimingResult> timings) {
    public ClientResult {
        headlines = List.copyOf(headlines);
        spreads = List.copyOf(spreads);
        spectrum = List.copyOf(spectrum);
        timings = List.copyOf(timings);
    }
}
