package assay.core.report;

import assay.core.results.LatencyHistogram.Quantile;
import assay.events.JobName;
import java.util.List;

/**
 * What one client measured over all its windows.
 *
 * @param client     its job
 * @param loadModel  to stand beside every latency
 * @param windows    how many windows were measured
 * @param operations completed, over all windows
 * @param failed     over all windows
 * @param skipped    over all windows
 * @param headlines  its figures, in the order to show them
 * @param spectrum   latencies of all windows together; empty when there are none
 */
public record ClientResult(JobName client, String loadModel, int windows, long operations, long failed, long skipped, List<Headline> headlines,
        List<Quantile> spectrum) {
    public ClientResult {
        headlines = List.copyOf(headlines);
        spectrum = List.copyOf(spectrum);
    }
}
