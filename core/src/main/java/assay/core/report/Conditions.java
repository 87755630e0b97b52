package assay.core.report;

import assay.core.results.Condition;
import java.util.List;
import java.util.Optional;

/**
 * Evaluates the recipe's conditions on the figures over all windows. A condition that cannot be read, whose figure was not measured, or whose
 * figure makes no single number is not met.
 */
final class Conditions {
    private Conditions() {
    }

    static List<ConditionResult> evaluate(List<String> conditions, List<ClientResult> clients) {
        return conditions.stream().map(text -> Condition.read(text).map(condition -> evaluate(text, condition, clients))
                .orElseGet(() -> unmet(text, "nothing: the condition cannot be read"))).toList();
    }

    private static ConditionResult evaluate(String text, Condition condition, List<ClientResult> clients) {
        Optional<ClientResult> client = clients.stream().filter(result -> result.client().equals(condition.client())).findFirst();
        Optional<Headline> headline = client.stream().flatMap(result -> result.headlines().stream()).filter(found -> found.name().equals(condition.figure())).findFirst();
        Optional<Spread> spread = client.stream().flatMap(result -> result.spreads().stream()).filter(found -> found.name().equals(condition.figure())).findFirst();
        if (spread.isPresent()) {
            return unmet(text, "no single number: " + Numbers.value(spread.get().min()) + " – " + Numbers.value(spread.get().max(), spread.get().unit()) + " over the replicas");
        }
        return headline.isEmpty() ? unmet(text, "nothing") : evaluate(text, condition, headline.get(), client.orElseThrow().replicas());
    }

    private static ConditionResult evaluate(String text, Condition condition, Headline headline, int replicas) {
        String measured = Numbers.value(headline.value(), headline.unit());
        return condition.limitIn(headline.unit()).map(limit -> new ConditionResult(text, condition.holds(headline.value(), limit), measured, over(headline, replicas)))
                .orElseGet(() -> unmet(text, measured + ", but the unit '" + condition.unit() + "' does not fit '" + headline.unit() + "'"));
    }

    private static ConditionResult unmet(String text, String measured) {
        return new ConditionResult(text, false, measured, "");
    }

    private static String over(Headline headline, int replicas) {
        int windows = headline.range().windows();
        String all = switch (headline.basis()) {
            case ONE_WINDOW -> "1 window";
            case MEDIAN -> "median of " + windows + " windows";
            case MERGED -> (windows == 0 ? "all" : windows) + " windows merged";
            case SUM -> "sum of " + windows + " windows";
            case LARGEST -> "largest of " + windows + " windows";
            case SMALLEST -> "smallest of " + windows + " windows";
        };
        return replicas == 1 ? all : all + ", each of " + replicas + " replicas";
    }
}
