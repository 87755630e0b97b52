package assay.loadgen.result;

import assay.loadgen.engine.Outcome;
import assay.loadgen.engine.Tally;
import assay.loadgen.engine.Timing;
import assay.loadgen.engine.TokenCounts;
import java.util.ArrayList;
import java.util.List;

/** The headline numbers of an outcome; {@code docs/loadgen.md} defines each. */
final class Figures {
    private static final double MICROS_PER_MILLI = 1000;

    private final List<Figure> figures = new ArrayList<>();

    private Figures() {
    }

    static List<Figure> of(Outcome outcome, String driver) {
        Figures all = new Figures();
        Tally tally = outcome.tally();
        double seconds = outcome.window().seconds();
        all.figures.add(Figure.higher(driver.equals("postgresql") ? "tps" : "requests_per_second", tally.okInside() / seconds, "1/s"));
        if (tally.tokens().streams() > 0) {
            all.tokens(tally, seconds);
        }
        if (outcome.plan().goal().isSet()) {
            all.figures.add(Figure.higher("goodput", tally.good() / seconds, "1/s"));
        }
        all.timing("latency", tally.response());
        if (tally.tokens().streams() > 0) {
            all.timing("ttft", tally.tokens().ttft());
            all.timing("tpot", tally.tokens().tpot());
            all.timing("itl", tally.tokens().itl());
        }
        all.timing("service_time", tally.service());
        all.timing("schedule_delay", tally.scheduleDelay());
        all.figures.add(Figure.lower("errors", tally.counts().errors(), ""));
        return all.figures;
    }

    private void tokens(Tally tally, double seconds) {
        TokenCounts tokens = tally.tokens();
        figures.add(Figure.higher("output_tokens_per_second", tally.outputInside() / seconds, "tokens/s"));
        figures.add(Figure.higher("tokens_per_second", (tally.inputInside() + tally.outputInside()) / seconds, "tokens/s"));
        figures.add(Figure.higher("output_tokens", (double) tokens.output() / tokens.streams(), "tokens"));
        figures.add(Figure.higher("input_tokens", (double) tokens.input() / tokens.streams(), "tokens"));
    }

    private void timing(String name, Timing timing) {
        if (timing.count() == 0) {
            return;
        }
        figures.add(Figure.lower(name + "_avg", timing.values().getMean() / MICROS_PER_MILLI, "ms"));
        for (Percentile percentile : Percentile.values()) {
            if (percentile.isCarriedBy(timing.count())) {
                figures.add(Figure.lower(name + "_" + percentile.word(), timing.values().getValueAtPercentile(percentile.percent()) / MICROS_PER_MILLI, "ms"));
            }
        }
        figures.add(Figure.lower(name + "_max", timing.values().getMaxValue() / MICROS_PER_MILLI, "ms"));
    }
}
