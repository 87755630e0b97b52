package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings {@code path=value} from the command line, put into the tree as if they stood in the recipe. A problem with one
 * is named {@code --set path}.
 */
final class Overrides {
    private static final Set<String> NAMED_BY_USER = Set.of("services", "clients");
    private static final Pattern SHOWN_AS_IT_IS = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    /** The tree with all settings in it, later ones over earlier ones. */
    Mapping apply(Mapping root, List<String> settings) {
        Mapping changed = root;
        for (String setting : settings) {
            changed = apply(changed, setting);
        }
        return changed;
    }

    private Mapping apply(Mapping root, String setting) {
        int sign = setting.indexOf('=');
        String path = sign < 0 ? setting : setting.substring(0, sign);
        Place place = Place.whole("--set " + shown(path));
        List<String> steps = List.of(path.split("\\.", -1));
        if (sign < 0 || steps.contains("") || Characters.firstUnreadable(path).isPresent() || steps.size() > YamlReader.DEEPEST) {
            problems.add(place, "expected path=value such as clients.load.with.clients=8, but found " + Quoted.of(setting));
            return root;
        }
        if (steps.size() > 1 && NAMED_BY_USER.contains(steps.getFirst()) && !known(root, steps, place)) {
            return root;
        }
        return (Mapping) put(root, steps, value(setting.substring(sign + 1), place), place);
    }

    private static String shown(String path) {
        return SHOWN_AS_IT_IS.matcher(path).matches() ? path : Quoted.of(path);
    }

    private boolean known(Mapping root, List<String> steps, Place place) {
        Set<String> names = root.value(steps.getFirst()).filter(Mapping.class::isInstance).map(Mapping.class::cast)
                .map(mapping -> mapping.entries().keySet()).orElse(Set.of());
        if (!names.contains(steps.get(1))) {
            problems.add(place, "the recipe has no " + Quoted.of(steps.get(1)) + " in " + steps.getFirst(), Suggestion.hint(steps.get(1), names));
        }
        return names.contains(steps.get(1));
    }

    private Node value(String text, Place place) {
        if (text.startsWith("[") || text.startsWith("{")) {
            return YamlReader.read("recipe", place.source(), text, problems).map(node -> at(node, place)).orElse(new Node.Unreadable(place));
        }
        if (Characters.firstUnreadable(text).isPresent()) {
            problems.add(place, "expected text that can be read, but found " + Quoted.of(text));
            return new Node.Unreadable(place);
        }
        return new Scalar(place, text, true);
    }

    /** A list or keys on the command line have no lines and columns of their own. */
    private static Node at(Node node, Place place) {
        return switch (node) {
            case Scalar scalar -> new Scalar(place, scalar.text(), scalar.quoted());
            case Sequence sequence -> new Sequence(place, sequence.items().stream().map(item -> at(item, place)).toList());
            case Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, new Entry(place, at(entry.value(), place))));
                yield new Mapping(place, entries);
            }
            case Node.Unreadable unreadable -> new Node.Unreadable(place);
        };
    }

    private Node put(Node node, List<String> steps, Node value, Place place) {
        if (steps.isEmpty()) {
            return value;
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        return switch (node) {
            case Mapping mapping -> {
                Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
                Entry old = entries.getOrDefault(step, new Entry(place, Mapping.empty(place)));
                entries.put(step, new Entry(old.place(), put(old.value(), rest, value, place)));
                yield new Mapping(mapping.place(), entries);
            }
            case Sequence sequence when index(step) < sequence.items().size() -> {
                List<Node> items = new ArrayList<>(sequence.items());
                items.set(index(step), put(items.get(index(step)), rest, value, place));
                yield new Sequence(sequence.place(), items);
            }
            case Scalar scalar when scalar.nothing() -> put(Mapping.empty(place), steps, value, place);
            case Scalar scalar -> nowhere(scalar, step, place);
            case Sequence sequence -> nowhere(sequence, step, place);
            case Node.Unreadable unreadable -> unreadable;
        };
    }

    private Node nowhere(Node node, String step, Place place) {
        problems.add(place, "the recipe has nothing named " + Quoted.of(step) + " there");
        return node;
    }

    private static int index(String step) {
        return step.matches("[0-9]{1,4}") ? Integer.parseInt(step) : Integer.MAX_VALUE;
    }
}
