package assay.core.report;

import assay.events.JobEvent.SloResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates the recipe's conditions, such as {@code load.latency_p95 < 50ms}, on the figures over all windows. A condition that cannot be
 * read, or whose figure was not measured, is not met.
 */
final class Conditions {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z][a-z0-9-]*)\\.([A-Za-z0-9_]+)\\s*(<=|>=|==|<|>)\\s*(-?\\d+(?:\\.\\d+)?)\\s*(1/s|[^\\d\\s]\\S*|)\\s*");
    private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

    private Conditions() {
    }

    static List<SloResult> evaluate(List<String> conditions, List<ClientResult> clients) {
        return conditions.stream().map(condition -> evaluate(condition, clients)).toList();
    }

    private static SloResult evaluate(String condition, List<ClientResult> clients) {
        Matcher matcher = FORM.matcher(condition);
        if (!matcher.matches()) {
            return new SloResult(condition, false, "cannot be read");
        }
        Optional<Headline> found = clients.stream().filter(client -> client.client().value().equals(matcher.group(1)))
                .flatMap(client -> client.headlines().stream()).filter(headline -> headline.name().equals(matcher.group(2))).findFirst();
        if (found.isEmpty()) {
            return new SloResult(condition, false, "not measured");
        }
        Headline headline = found.get();
        Optional<Double> limit = inUnitOf(headline, Double.parseDouble(matcher.group(4)), matcher.group(5));
        return limit.map(value -> new SloResult(condition, holds(headline.value(), matcher.group(3), value), Numbers.value(headline.value(), headline.unit())))
                .orElseGet(() -> new SloResult(condition, false, "the unit '" + matcher.group(5) + "' does not fit '" + headline.unit() + "'"));
    }

    private static Optional<Double> inUnitOf(Headline headline, double value, String unit) {
        if (unit.isEmpty() || unit.equals(headline.unit()) || headline.unit().equals("1/s") && unit.equals("/s")) {
            return Optional.of(value);
        }
        if (MILLIS.containsKey(unit) && MILLIS.containsKey(headline.unit())) {
            return Optional.of(value * MILLIS.get(unit) / MILLIS.get(headline.unit()));
        }
        return Optional.empty();
    }

    private static boolean holds(double value, String operator, double limit) {
        int order = Double.compare(value, limit);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> order == 0;
        };
    }
}
