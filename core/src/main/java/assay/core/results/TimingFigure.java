package assay.core.results;

import java.util.Optional;

/**
 * What the name of a figure says of a timing: {@code ttft_p99} is the 99th percentile of {@code ttft}, {@code latency_avg} the mean of
 * {@code latency}.
 */
public record TimingFigure(String timing, TimingStatistic statistic) {
    /** The timing that is a measurement's own latency. */
    public static final String LATENCY = "latency";

    /** Reads a figure's name; empty when it names no statistic of a timing. */
    public static Optional<TimingFigure> of(String name) {
        int end = name.lastIndexOf('_');
        for (TimingStatistic statistic : TimingStatistic.values()) {
            if (end > 0 && name.substring(end + 1).equals(statistic.word())) {
                return Optional.of(new TimingFigure(name.substring(0, end), statistic));
            }
        }
        return Optional.empty();
    }

    /** The name that says it. */
    public String name() {
        return timing + "_" + statistic.word();
    }
}
