package assay.core.report;

import assay.core.results.TimingStatistic;
import assay.core.results.Timings;
import assay.events.Copies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One timing of a client over all its windows and replicas, from their merged histograms.
 *
 * @param name         such as {@code latency} or {@code ttft}
 * @param values       how many values there are
 * @param milliseconds by the words of {@link TimingStatistic}; what too few values carry is left out
 */
public record TimingResult(String name, long values, Map<String, Double> milliseconds) {
    public TimingResult {
        milliseconds = Copies.ordered(milliseconds);
    }

    static List<TimingResult> of(Timings timings) {
        List<TimingResult> results = new ArrayList<>();
        timings.all().forEach((name, histogram) -> {
            Map<String, Double> milliseconds = new LinkedHashMap<>();
            for (TimingStatistic statistic : TimingStatistic.values()) {
                statistic.of(histogram).ifPresent(value -> milliseconds.put(statistic.word(), value));
            }
            results.add(new TimingResult(name, histogram.count(), milliseconds));
        });
        return results;
    }
}
