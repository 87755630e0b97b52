package assay.report;

import assay.core.results.LatencyHistogram;
import assay.core.results.TimingFigure;
import assay.core.results.TimingStatistic;
import assay.core.results.Timings;
import assay.events.Envelope;
import assay.events.ErrorCount;
import assay.events.Figure;
import assay.events.Figure.Better;
import assay.events.JobEvent.WorkloadMeasured;
import assay.events.Measurement;
import assay.events.recipe.Scope;
import assay.testkit.SplitRun;
import assay.testkit.SplitRun.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The log of a run whose replicas put an open load of token streams on a server, each in a window that lies within the time of its process. Deterministic. */
final class StreamsRun {
    static final String LOAD = "open, poisson, rate 4/s, at most 256 at a time";

    private StreamsRun() {
    }

    static List<Envelope> log(int repetitions, int replicas) {
        return Bent.copy(SplitRun.log(Shape.of(repetitions, replicas, Scope.RUN)))
                .changed(event -> event instanceof WorkloadMeasured m ? new WorkloadMeasured(m.token(), m.repetition(), streamed(m.measurement(), List.of())) : event).log();
    }

    /** The same with errors in a window. */
    static Measurement failing(Measurement measurement) {
        return streamed(measurement, List.of(new ErrorCount("http-5xx", 12, measurement.start().plusSeconds(6), measurement.start().plusSeconds(9), "503 the engine is overloaded"),
                new ErrorCount("no-tokens", 3, measurement.start().plusSeconds(7), measurement.start().plusSeconds(8), "")));
    }

    /** What the whole client measured, in a window that begins 5 s later and ends 2 s earlier. */
    private static Measurement streamed(Measurement m, List<ErrorCount> errors) {
        long answers = m.operations();
        Map<String, LatencyHistogram> all = new LinkedHashMap<>();
        all.put("latency", LatencyHistogram.decode(m.latency()).orElseThrow());
        all.put("ttft", values(answers, 80_000, 37));
        all.put("tpot", values(answers, 21_000, 13));
        all.put("schedule_delay", values(answers, 40, 3));
        Timings timings = new Timings(all);
        List<Figure> figures = new ArrayList<>(List.of(new Figure("requests_per_second", answers / 53.0, "1/s", Better.HIGHER),
                new Figure("output_tokens_per_second", answers * 128 / 53.0, "tokens/s", Better.HIGHER), new Figure("goodput", answers / 60.0, "1/s", Better.HIGHER)));
        all.forEach((name, histogram) -> {
            for (TimingStatistic statistic : TimingStatistic.values()) {
                statistic.of(histogram).ifPresent(value -> figures.add(new Figure(new TimingFigure(name, statistic).name(), value, "ms", Better.LOWER)));
            }
        });
        long failed = errors.stream().mapToLong(ErrorCount::count).sum();
        figures.add(new Figure("errors", failed, "", Better.LOWER));
        return new Measurement(true, m.start().plusSeconds(5), m.end().minusSeconds(2), answers, failed, 0, figures, m.latency(), m.series(), LOAD, List.of(), timings.encoded(), errors);
    }

    private static LatencyHistogram values(long count, long least, long step) {
        return LatencyHistogram.of(LongStream.range(0, count).map(i -> least + i * step % (least * 2)).toArray());
    }
}
