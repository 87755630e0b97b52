package assay.parser;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
 * @param harmless of a text or map: which values anybody may give, see {@link #harmless}
 * @param doc      one sentence for people
 */
record Parameter(String name, ParameterType kind, Type type, Optional<Node> fallback, boolean required, List<String> choices, Optional<Pattern> harmless,
        String doc) {
    private static final long MOST = Integer.MAX_VALUE;

    public Parameter {
        choices = List.copyOf(choices);
    }

    /** Reads a parameter of a checked preset. */
    static Parameter of(String name, Fragment keys) {
        ParameterType kind = ParameterType.of(keys.text("type", "text"));
        List<String> choices = keys.texts("choices");
        Type type = kind.type(keys.number("min", 0), keys.number("max", MOST), choices);
        Optional<Pattern> harmless = keys.node("harmless").map(node -> Pattern.compile(keys.text("harmless", "")));
        return new Parameter(name, kind, type, keys.node("default"), keys.flag("required"), choices, harmless, keys.text("doc", ""));
    }

    Key key() {
        return new Key(name, type, required, doc);
    }

    /**
     * Whether a value can neither run anything nor read or overwrite what is not the run's: what is a number or one of some words cannot, and of a text
     * or map that much is known which its preset says.
     */
    boolean harmless(Node value) {
        return switch (kind) {
            case INTEGER, NUMBER, BOOLEAN, DURATION, BYTES, CHOICE -> true;
            case TEXT -> harmless.filter(form -> form.matcher(written(value)).matches()).isPresent();
            case MAP -> harmless.filter(form -> written(value).lines().allMatch(line -> form.matcher(line).matches())).isPresent();
            case ARTIFACT, MODEL -> false;
        };
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
