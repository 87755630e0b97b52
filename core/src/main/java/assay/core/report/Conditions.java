package assay.core.report;

import assay.core.results.Condition;
import assay.events.JobEvent.SloResult;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the recipe's conditions on the figures over all windows. A condition that cannot be read, or whose figure was not measured, is not
 * met.
 */
final class Conditions {
    private Conditions() {
    }

    static List<SloResult> evaluate(List<String> conditions, List<ClientResult> clients) {
        return conditions.stream().map(text -> Condition.read(text).map(condition -> evaluate(text, condition, clients))
                .orElseGet(() -> new SloResult(text, false, "cannot be read"))).toList();
    }

    private static SloResult evaluate(String text, Condition condition, List<ClientResult> clients) {
        Optional<Headline> found = clients.stream().filter(client -> client.client().value().equals(condition.client()))
                .flatMap(client -> client.headlines().stream()).filter(headline -> headline.name().equals(condition.figure())).findFirst();
        if (found.isEmpty()) {
            return new SloResult(text, false, "not measured");
        }
        Headline headline = found.get();
        return condition.limitIn(headline.unit())
                .map(limit -> new SloResult(text, condition.holds(headline.value(), limit), Numbers.value(headline.value(), headline.unit())))
                .orElseGet(() -> new SloResult(text, false, "the unit '" + condition.unit() + "' does not fit '" + headline.unit() + "'"));
    }
}
