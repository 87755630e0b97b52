package assay.testkit;

import assay.core.results.LatencyHistogram;
import assay.core.results.Percentile;
import assay.events.Figure;
import assay.events.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one window of a sample run gave. Deterministic. */
final class SampleMeasurement {
    private SampleMeasurement() {
    }

    /** 500 operations a second without an error; {@code seed} makes windows differ. */
    static Measurement counted(int seed, int seconds, Instant start, Instant end) {
        long[] micros = latencies(seed, seconds * 500);
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("tps", micros.length / (double) seconds + seed * 0.7, "1/s", Figure.Better.HIGHER));
        figures.add(latency("latency_avg", Arrays.stream(sorted).average().orElseThrow()));
        for (Percentile percentile : Percentile.values()) {
            figures.add(latency(percentile.figure(), percentile.of(sorted)));
        }
        figures.add(latency("latency_max", sorted[sorted.length - 1]));
        figures.add(new Figure("errors", 0, "", Figure.Better.LOWER));
        return new Measurement(true, start, end, micros.length, 0, 0, figures, LatencyHistogram.of(micros).encoded(), series(seed, seconds, micros.length),
                "closed, 4 clients", List.of());
    }

    /** Figures that were read from a program's output, and no counts. */
    static Measurement figuresOnly(int seed, Instant start, Instant end) {
        return new Measurement(true, start, end, -1, -1, -1, List.of(new Figure("ops", 48_210 + 7.5 * seed, "ops/s", Figure.Better.HIGHER),
                new Figure("hit_ratio", 0.93 + 0.001 * seed, "ratio", Figure.Better.HIGHER), new Figure("rss_max", 310.5 + seed, "MB", Figure.Better.LOWER),
                new Figure("connections", 64, "", Figure.Better.NEITHER)), "", List.of(), "", List.of());
    }

    private static List<Long> series(int seed, int seconds, int operations) {
        List<Long> series = new ArrayList<>();
        long left = operations;
        for (int second = 0; second < seconds; second++) {
            long share = second == seconds - 1 ? left : operations / seconds + (second * 37 + seed * 11) % 41 - 20;
            series.add(share);
            left -= share;
        }
        return series;
    }

    private static long[] latencies(int seed, int count) {
        long[] micros = new long[count];
        long state = 12_345 + seed;
        for (int i = 0; i < count; i++) {
            state = (state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L);
            double unit = ((state >>> 11) + 1) / (double) (1L << 53);
            micros[i] = Math.round(900 - 420 * Math.log(unit) + (unit < 0.004 ? 9000 : 0));
        }
        return micros;
    }

    private static Figure latency(String name, double micros) {
        return new Figure(name, micros / 1000, "ms", Figure.Better.LOWER);
    }
}
