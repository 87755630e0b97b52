package assay.core.results;

import assay.core.results.VllmBenchOutput.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * When the load of a {@code vllm bench serve} was on: from its first request to its last answer, without the start of the program. Where nobody wrote
 * down what its clock means, it is as long as the program ran.
 *
 * @param start     client's clock
 * @param end       client's clock
 * @param perSecond completions in each second
 * @param problems  what is wrong with it
 */
record BenchWindow(Instant start, Instant end, List<Long> perSecond, List<String> problems) {
    private static final Duration TOLERATED = Duration.ofSeconds(1);
    private static final long LONGEST_SERIES = 86_400;
    private static final double NANOS = 1e9;

    BenchWindow {
        perSecond = List.copyOf(perSecond);
        problems = List.copyOf(problems);
    }

    static BenchWindow of(VllmBenchOutput output, Instant start, Instant end) {
        Requests requests = output.requests();
        double[] started = requests.started();
        int count = Math.min(requests.count(), started.length);
        if (output.epoch().isEmpty() || count == 0) {
            return new BenchWindow(start, end, List.of(), List.of());
        }
        double first = IntStream.range(0, count).mapToDouble(at -> started[at]).min().orElseThrow();
        double last = IntStream.range(0, count).mapToDouble(at -> started[at] + requests.latencies()[at]).max().orElseThrow();
        Instant begin = instant(output.epoch().getAsDouble() + first);
        Instant close = instant(output.epoch().getAsDouble() + last);
        if (begin.isBefore(start.minus(TOLERATED)) || close.isAfter(end.plus(TOLERATED)) || !close.isAfter(begin)) {
            return new BenchWindow(start, end, List.of(), List.of("its requests lie outside of its window: from " + begin + " to " + close));
        }
        return new BenchWindow(begin, close, perSecond(requests, count, first, last), List.of());
    }

    private static List<Long> perSecond(Requests requests, int count, double first, double last) {
        long seconds = Math.min(LONGEST_SERIES, (long) Math.ceil(last - first));
        List<Long> series = new ArrayList<>(Collections.nCopies((int) seconds, 0L));
        for (int at = 0; at < count; at++) {
            if (requests.outputTokens()[at] > 0) {
                int second = Math.clamp((long) (requests.started()[at] + requests.latencies()[at] - first), 0, series.size() - 1);
                series.set(second, series.get(second) + 1);
            }
        }
        return series;
    }

    private static Instant instant(double seconds) {
        return Instant.EPOCH.plusNanos(Math.round(seconds * NANOS));
    }
}
