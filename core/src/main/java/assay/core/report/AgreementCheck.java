package assay.core.report;

import assay.core.results.Range;
import assay.events.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Whether the windows of a client tell of the same thing: how far its first figure varies from one to another, as the coefficient of variation,
 * their standard deviation (of n - 1) by their mean. With 6 windows, the fewest that count as more than a first look, a 95 % interval of the mean is
 * 1.05 times that to either side: above 10 % no difference of 10 % can be told any more, and above 30 % the windows have no middle worth naming.
 */
final class AgreementCheck {
    private static final double MOST_UNSAID = 0.10;
    private static final double MOST_BELIEVED = 0.30;

    private AgreementCheck() {
    }

    /** Of measured windows; empty when there is but one, or no figure whose variation has a meaning. */
    static Optional<Check> of(String client, List<Window> windows) {
        if (windows.size() < 2) {
            return Optional.empty();
        }
        return windows.getFirst().measurement().figures().stream().filter(figure -> !FigureKind.of(figure).extreme() && !figure.name().equals(Results.ERRORS))
                .map(Figure::name).filter(name -> comparable(values(name, windows), windows.size())).findFirst().map(name -> check(client, name, values(name, windows)));
    }

    private static double[] values(String name, List<Window> windows) {
        return windows.stream().flatMap(window -> window.measurement().figures().stream().filter(figure -> figure.name().equals(name)).limit(1)).mapToDouble(Figure::value).toArray();
    }

    /** There in each window, on a scale that begins at zero, and not all zero. */
    private static boolean comparable(double[] values, int windows) {
        return values.length == windows && Arrays.stream(values).allMatch(value -> Double.isFinite(value) && value >= 0) && DoubleStream.of(values).sum() > 0;
    }

    private static Check check(String client, String name, double[] values) {
        Range range = Range.of(values);
        double variation = variation(values);
        String measured = name.replace('_', ' ') + " varies by " + String.format(Locale.ROOT, "%.1f %%, from ", 100 * variation) + Numbers.value(range.min()) + " to " + Numbers.value(range.max());
        return new Check(client, "windows agree", measured, "at most 10 % (standard deviation by mean); above 30 % the run is suspect",
                variation <= MOST_UNSAID ? Check.Result.PASS : variation <= MOST_BELIEVED ? Check.Result.NOTE : Check.Result.SUSPECT);
    }

    private static double variation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
        return Math.sqrt(squares / (values.length - 1)) / mean;
    }
}
