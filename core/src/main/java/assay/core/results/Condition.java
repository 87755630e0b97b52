package assay.core.results;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on a figure, such as {@code load.latency_p95 < 50ms}.
 *
 * @param client   whose figure it is
 * @param figure   its name
 * @param operator {@code <}, {@code <=}, {@code >}, {@code >=} or {@code ==}
 * @param limit    in {@code unit}
 * @param unit     as written; empty: the figure's own
 */
public record Condition(String client, String figure, String operator, double limit, String unit) {
    /** The form of a condition, a regular expression. */
    public static final String FORM = "\\s*([a-z][a-z0-9-]*)\\.([A-Za-z0-9_]+)\\s*(<=|>=|==|<|>)\\s*(-?\\d{1,15}(?:\\.\\d{1,15})?)\\s*(1/s|[^\\d\\s]\\S{0,30}|)\\s*";
    private static final Pattern READ = Pattern.compile(FORM);
    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

    /** Reads a condition; empty when the text has another form. */
    public static Optional<Condition> read(String text) {
        Matcher matcher = READ.matcher(text);
        return matcher.matches()
                ? Optional.of(new Condition(matcher.group(1), matcher.group(2), matcher.group(3), Double.parseDouble(matcher.group(4)), matcher.group(5)))
                : Optional.empty();
    }

    /** The limit in the unit of the figure; empty when the two units do not fit. */
    public Optional<Double> limitIn(String figureUnit) {
        if (unit.isEmpty() || unit.equals(figureUnit) || figureUnit.equals("1/s") && unit.equals("/s")) {
            return Optional.of(limit);
        }
        if (MILLIS.containsKey(unit) && MILLIS.containsKey(figureUnit)) {
            return Optional.of(limit * MILLIS.get(unit) / MILLIS.get(figureUnit));
        }
        return Optional.empty();
    }

    /** Whether the limit of a time has no unit, so that nobody can tell which one was meant. */
    public boolean unitMissing(String figureUnit) {
        return unit.isEmpty() && limit != 0 && MILLIS.containsKey(figureUnit);
    }

    /** Whether a value, in the same unit as the limit given, fulfils it. */
    public boolean holds(double value, double limitInItsUnit) {
        int order = Double.compare(value, limitInItsUnit);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order == 0;
        };
    }
}
