package assay.report;

import assay.core.report.Numbers;
import assay.report.LinePlot.Tick;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Chooses round marks for an axis. */
final class Ticks {
    private static final int MARKS = 8;
    private static final int DIGITS = 6;
    private static final double GROUPED = 1000;

    private Ticks() {
    }

    /** The round step that divides a span into at most so many parts: 1, 2 or 5 times a power of ten. */
    static double step(double span, int parts) {
        double raw = span / parts;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double lead = raw / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    /** A mark's label: as short as it can be. */
    static String label(double value) {
        return Math.abs(value) >= GROUPED ? Numbers.value(value) : new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
    }

    static List<Tick> between(double from, double to) {
        double step = Math.max(step(to - from, MARKS), to - from >= 2 ? 1 : 0);
        List<Tick> ticks = new ArrayList<>();
        for (double n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-6; n++) {
            ticks.add(new Tick(n * step, label(n * step)));
        }
        return ticks;
    }
}
