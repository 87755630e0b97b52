package assay.parser;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a node as YAML in one line, so that it reads back as the same texts. */
final class FlowText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/][A-Za-z0-9_./-]*");

    private FlowText() {
    }

    static String of(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar.text());
            case Node.Sequence sequence -> sequence.items().stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping mapping when mapping.entries().isEmpty() -> "{}";
            case Node.Mapping mapping -> mapping.entries().entrySet().stream()
                    .map(entry -> scalar(entry.getKey()) + ": " + of(entry.getValue().value())).collect(Collectors.joining(", ", "{ ", " }"));
            case Node.Unreadable unreadable -> "''";
        };
    }

    private static String scalar(String text) {
        boolean word = PLAIN.matcher(text).matches() && !text.equalsIgnoreCase("null");
        return word ? text : quoted(text);
    }

    /** A text in quotes, whatever is in it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }
}
