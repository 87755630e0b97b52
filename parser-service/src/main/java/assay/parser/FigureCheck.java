package assay.parser;

import assay.core.results.Condition;
import assay.events.Problem;
import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at what clients measure, and at the conditions on it: every figure that is named exists, once, in a unit that fits. */
final class FigureCheck {
    private final Mapping root;
    private final List<Job> clients;
    private final Problems problems;

    FigureCheck(Mapping root, List<Job> clients, Problems problems) {
        this.root = root;
        this.clients = clients;
        this.problems = problems;
    }

    /** Adds to the problems; returns a warning for each client that measures nothing. */
    List<Problem> check() {
        List<Problem> warnings = new ArrayList<>();
        for (Job client : clients) {
            Figures figures = Figures.of(client);
            if (figures.none() && !client.presetUnknown()) {
                warnings.add(client.place().problem(client.path() + ": nothing is read from its output, so its runs will be INVALID",
                        "add 'figures', or 'results'"));
            }
            figures.own().stream().filter(figure -> figures.ofResults().containsKey(figure.name()))
                    .forEach(figure -> problems.add(client.placeOf("figures"), client.path() + ".figures: its results give a figure '" + figure.name()
                            + "' already", "choose another name"));
        }
        conditions();
        return warnings;
    }

    private void conditions() {
        List<Node> items = root.value("slo").filter(Sequence.class::isInstance).map(node -> ((Sequence) node).items()).orElse(List.of());
        for (int index = 0; index < items.size(); index++) {
            String path = "slo[" + index + "]: ";
            if (items.get(index) instanceof Scalar scalar) {
                Condition.read(scalar.text()).ifPresent(condition -> condition(condition, scalar.place(), path));
            }
        }
    }

    private void condition(Condition condition, Place place, String path) {
        List<String> names = List.copyOf(new Fragment(root).below("clients").mapping().entries().keySet());
        Optional<Job> client = clients.stream().filter(job -> job.name().equals(condition.client())).findFirst();
        if (!names.contains(condition.client())) {
            problems.add(place, path + "there is no client " + Quoted.of(condition.client()), Suggestion.hintOrAll(condition.client(), names));
        }
        client.filter(job -> !job.presetUnknown()).ifPresent(job -> figure(condition, Figures.of(job), place, path));
    }

    private void figure(Condition condition, Figures figures, Place place, String path) {
        String name = condition.figure();
        Map<String, String> units = figures.units();
        if (figures.open() && !units.containsKey(name)) {
            return;
        }
        if (!units.containsKey(name)) {
            String all = units.isEmpty() ? "it gives none" : "there are " + String.join(", ", units.keySet());
            problems.add(place, path + condition.client() + " gives no figure " + Quoted.of(name), Suggestion.of(name, units.keySet())
                    .map(word -> "did you mean '" + word + "'?").orElse(all));
        } else if (condition.unitMissing(units.get(name))) {
            problems.add(place, path + name + " is a time, and its limit has no unit", "write the limit in us, ms or s, such as 50ms");
        } else if (condition.limitIn(units.get(name)).isEmpty()) {
            String unit = units.get(name);
            problems.add(place, path + name + (unit.isEmpty() ? " is a count" : " is in " + unit) + ", which does not fit " + Quoted.of(condition.unit()),
                    unit.isEmpty() ? "leave the unit out" : "write it in " + unit);
        }
    }
}
