package assay.parser;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that a preset lets recipes choose.
 *
 * @param name     as written under {@code with}
 * @param kind     what it is
 * @param type     the form of its values
 * @param fallback what holds when it is not given; empty: an empty text
 * @param required whether it must be given
 * @param choices  of a choice: what may be chosen
 * @param doc      one sentence for people
 */
record Parameter(String name, ParameterType kind, Type type, Optional<Node> fallback, boolean required, List<String> choices, String doc) {
    private static final long MOST = Integer.MAX_VALUE;

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** Reads a parameter of a checked preset. */
    static Parameter of(String name, Fragment keys) {
        ParameterType kind = ParameterType.of(keys.text("type", "text"));
        List<String> choices = keys.texts("choices");
        Type type = kind.type(keys.number("min", 0), keys.number("max", MOST), choices);
        return new Parameter(name, kind, type, keys.node("default"), keys.flag("required"), choices, keys.text("doc", ""));
    }

    Key key() {
        return new Key(name, type, required, doc);
    }

    /** The value as the program sees it: durations in whole seconds, maps as lines {@code key=value}. */
    String environmentValue(Node value) {
        return switch (value) {
            case Node.Scalar scalar when kind == ParameterType.DURATION -> String.valueOf(seconds(value));
            default -> written(value);
        };
    }

    /** Whole seconds of a duration, 0 of anything else. */
    long seconds(Node value) {
        return value instanceof Node.Scalar scalar ? Durations.seconds(scalar.text()).orElse(0) : 0;
    }

    /** The value as written. */
    static String written(Node value) {
        return switch (value) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence -> "";
            case Node.Mapping mapping -> new Fragment(mapping).map().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("\n"));
            case Node.Unreadable unreadable -> "";
        };
    }
}
