package assay.core.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures that loadgen may give, by name; which of them it gives depends on the load and on the server. */
public final class LoadFigures {
    static final String BLOCKED = "blocked";
    static final String INPUT = "total_input_tokens";
    static final String OUTPUT = "total_output_tokens";
    private static final List<String> TIMINGS = List.of(TimingFigure.LATENCY, "ttft", "tpot", "itl", "service_time", "schedule_delay", "pacing_delay");

    private LoadFigures() {
    }

    /** Each with its unit. */
    public static Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        for (String rate : List.of("tps", "requests_per_second", "goodput")) {
            units.put(rate, "1/s");
        }
        for (String rate : List.of("output_tokens_per_second", "tokens_per_second")) {
            units.put(rate, "tokens/s");
        }
        for (String average : List.of("output_tokens", "input_tokens")) {
            units.put(average, "tokens");
        }
        for (String timing : TIMINGS) {
            for (TimingStatistic statistic : TimingStatistic.values()) {
                units.put(new TimingFigure(timing, statistic).name(), "ms");
            }
        }
        for (String count : List.of("errors", BLOCKED, INPUT, OUTPUT)) {
            units.put(count, "");
        }
        return units;
    }
}
