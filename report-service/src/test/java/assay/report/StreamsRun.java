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
    static final String LOAD = "open, Poisson, rate 4/s, at most 256 at a time";

    private StreamsRun() {
    }

    static List<Envelope> log(int repetitions, int replicas) {
        return Bent.copy(SplitRun.log(Shape.of(repetitions, replicas, Scope.RUN)))
                .changed(event -> event instanceof WorkloadMeasured m ? new WorkloadMeasured(m.token(), m.repetition(), streamed(m.measurement())) : event).log();
    }

    /** The same with errors in a window. */
    static Measurement failing(Measurement m) {
        return new Measurement(true, m.start(), m.end(), m.operations(), 15, 0, m.figures(), m.latency(), m.series(), m.loadModel(), List.of(), m.timings(),
                List.of(new ErrorCount("http-5xx", 12, m.start().plusSeconds(1), m.start().plusSeconds(4), "503 the engine is overloaded"),
                        new ErrorCount("no-tokens", 3, m.start().plusSeconds(2), m.start().plusSeconds(3), "")));
    }

    /** What the whole client measured, in a window that begins 5 s later and ends 2 s earlier. */
    private static Measurement streamed(Measurement m) {
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
        figures.add(new Figure("errors", 0, "", Better.LOWER));
        return new Measurement(true, m.start().plusSeconds(5), m.end().minusSeconds(2), answers, 0, 0, figures, m.latency(), m.series(), LOAD, List.of(), timings.encoded(), List.of());
    }

    private static LatencyHistogram values(long count, long least, long step) {
        return LatencyHistogram.of(LongStream.range(0, count).map(i -> least + i * step % (least * 2)).toArray());
    }
}
