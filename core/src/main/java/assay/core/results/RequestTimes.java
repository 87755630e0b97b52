package assay.core.results;

import static assay.events.Figure.Better.LOWER;

import assay.core.results.VllmBenchOutput.Requests;
import assay.events.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Times of the requests of a window that were answered, in microseconds, sorted.
 *
 * @param byName latency, ttft, tpot and itl, in this order; not to be changed
 */
record RequestTimes(Map<String, long[]> byName) {
    private static final String LATENCY = "latency";
    private static final double MICROS = 1e6;
    private static final double MICROS_PER_MILLI = 1000.0;

    static RequestTimes of(Requests requests) {
        double[] latencies = requests.latencies();
        double[] ttfts = requests.ttfts();
        long[] tokens = requests.outputTokens();
        int[] answered = IntStream.range(0, requests.count()).filter(at -> tokens[at] > 0).toArray();
        int[] several = Arrays.stream(answered).filter(at -> tokens[at] > 1).toArray();
        Map<String, long[]> byName = new LinkedHashMap<>();
        byName.put(LATENCY, sorted(answered, at -> latencies[at]));
        byName.put("ttft", sorted(answered, at -> ttfts[at]));
        byName.put("tpot", sorted(several, at -> (latencies[at] - ttfts[at]) / (tokens[at] - 1)));
        byName.put("itl", sorted(IntStream.range(0, requests.gaps().length).toArray(), at -> requests.gaps()[at]));
        return new RequestTimes(byName);
    }

    private static long[] sorted(int[] places, IntToDoubleFunction seconds) {
        return Arrays.stream(places).mapToDouble(seconds).filter(Double::isFinite).mapToLong(value -> Math.round(value * MICROS)).sorted().toArray();
    }

    /** How many requests they are of. */
    int requests() {
        return byName.get(LATENCY).length;
    }

    /** The latencies in the form of {@code Measurement.latency}; empty when there is none. */
    String histogram() {
        return requests() == 0 ? "" : LatencyHistogram.of(byName.get(LATENCY)).encoded();
    }

    /** The others in the form of {@code Measurement.timings}. */
    Map<String, String> timings() {
        Map<String, String> encoded = new LinkedHashMap<>();
        byName.forEach((name, values) -> encoded.put(name, LatencyHistogram.of(values).encoded()));
        encoded.remove(LATENCY);
        return encoded;
    }

    /** Mean, percentiles that enough values carry, and the largest, of each. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        byName.forEach((name, values) -> {
            if (values.length > 0) {
                figures.add(figure(name + "_avg", Arrays.stream(values).average().orElseThrow()));
                for (Percentile percentile : Percentile.values()) {
                    if (percentile.carriedBy(values.length)) {
                        figures.add(figure(named(name, percentile), percentile.of(values)));
                    }
                }
                figures.add(figure(name + "_max", values[values.length - 1]));
            }
        });
        return figures;
    }

    /** Adds the figures that a time may give. */
    static void units(String name, Map<String, String> units) {
        units.put(name + "_avg", "ms");
        for (Percentile percentile : Percentile.values()) {
            units.put(named(name, percentile), "ms");
        }
        units.put(name + "_max", "ms");
    }

    private static String named(String name, Percentile percentile) {
        return percentile.figure().replace(LATENCY, name);
    }

    private static Figure figure(String name, double micros) {
        return new Figure(name, micros / MICROS_PER_MILLI, "ms", LOWER);
    }
}
