package assay.report;

import assay.core.report.Report;
import assay.core.results.MedianInterval;
import assay.core.results.Percentile;
import assay.events.recipe.Scope;
import java.util.ArrayList;
import java.util.List;

/** How the numbers came about: the definitions that a reader needs to judge them. */
final class Method {
    private Method() {
    }

    static List<String> notes(Report report) {
        List<String> notes = new ArrayList<>();
        report.clients().stream().filter(client -> !client.loadModel().isEmpty()).forEach(client -> notes.add("Client " + client.client() + ": " + client.loadModel() + ". " + model(client.loadModel())));
        notes.add("Throughput is what the load generator itself reports of one window. Failed operations are counted and are in no latency.");
        notes.add((exact(report) ? "Percentiles of one window of pgbench are exact: nearest rank over all operations. " : "") + "Over several windows, and where a client gives histograms, they come "
                + "from the merged histograms (HdrHistogram, 1 µs to 1 h, three significant digits), never from an average of percentiles.");
        notes.add("A percentile is left out (n/a) where too few operations carry a distribution-free 95 % interval: fewer than " + Percentile.P50.fewest() + " for the 50th, "
                + Percentile.P95.fewest() + " for the 95th, " + Percentile.P99.fewest() + " for the 99th.");
        if (report.clients().stream().anyMatch(client -> client.replicas() > 1)) {
            notes.add("Replicas of a client make one window, the stretch that all have in common. Counts and rates are added, latencies come from the merged histogram, a largest "
                    + "stays the largest and a smallest the smallest; of any other figure only the range over the replicas is given.");
        }
        notes.add("From " + MedianInterval.FEWEST + " windows on the median has a distribution-free confidence interval of at least 95 %: two of the windows in order, at the level stated "
                + "(order statistics, binomial; David and Nagaraja, Order Statistics, section 7.1). It holds for windows that are independent of each other.");
        notes.add("Ranges over windows are smallest to largest, not confidence intervals; of an even number of windows the median is the mean of the two in the middle.");
        notes.add(anew(report) ? "Each window had a start of the service of its own; they do not show how much another day or other nodes would differ."
                : "The windows of one run share one start of the service and its nodes; they do not show how much another run would differ.");
        notes.add("Node-seconds measured are those of every job that took part in a measured window, while it lasted; overlapping windows count once. Node-seconds billed are nodes x time of all attempts, as each one's end reports it; waiting in the queue is not billed.");
        notes.add("Everything in this report but the line that says when it was generated is computed from the run's events in the log of record.");
        return notes;
    }

    private static boolean exact(Report report) {
        return report.recipe().stream().flatMap(recipe -> recipe.clients().stream()).anyMatch(client -> client.results().equals("pgbench"));
    }

    private static boolean anew(Report report) {
        return report.recipe().stream().flatMap(recipe -> recipe.services().stream()).anyMatch(service -> service.life().lifetime() == Scope.REPETITION);
    }

    private static String model(String loadModel) {
        return loadModel.contains("open")
                ? "Operations were sent by a schedule; a latency counts from the scheduled start, so waiting for a free client is in it."
                : "Each client sends its next operation when the one before is answered; latencies do not show what users would wait for during a stall.";
    }
}
