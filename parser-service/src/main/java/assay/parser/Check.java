package assay.parser;

import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import assay.parser.Node.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds a tree against the key tables: unknown, missing and contradicting keys, and values that are not of their key's type. */
final class Check {
    private static final String USERS_OWN = "x-";
    private static final int LONGEST_SHOWN = 60;
    private final Problems problems;

    Check(Problems problems) {
        this.problems = problems;
    }

    /** Looks at a node and all beneath it; {@code path} names it in messages, empty for the whole. */
    void check(Node node, Type type, String path) {
        if (node instanceof Unreadable) {
            return;
        }
        switch (type) {
            case ScalarType scalar -> scalar(node, scalar, path);
            case Type.Variable variable -> variable(node, path);
            case Type.ListOf list -> list(node, list, path);
            case Type.MapOf map -> map(node, map, path);
            case Type.Fields fields -> fields(node, fields, path);
            case Type.Later later -> later(node, later, path);
            case Type.Refused refused -> problems.add(node.place(), path + " is " + refused.why(), "remove it");
            case Type.Anything anything -> {
            }
        }
    }

    private void scalar(Node node, ScalarType type, String path) {
        if (!(node instanceof Scalar scalar)) {
            problems.add(node.place(), path + ": expected one value, but found " + kind(node));
        } else if (scalar.nothing()) {
            problems.add(node.place(), path + ": expected a value, but found nothing",
                    "write it, or remove the key; quotes make " + Quoted.of(scalar.text()) + " a text");
        } else {
            type.complaint(scalar.text()).ifPresent(complaint -> problems.add(node.place(), path + ": " + complaint.message(), complaint.hint()));
        }
    }

    private void variable(Node node, String path) {
        if (node instanceof Mapping) {
            fields(node, Type.Variable.SECRET, path);
        } else {
            scalar(node, new ScalarType.Verbatim(), path);
        }
    }

    private void list(Node node, Type.ListOf type, String path) {
        if (!(node instanceof Sequence sequence)) {
            problems.add(node.place(), path + ": expected a list, but found " + kind(node), "write [a, b], or one '- a' a line");
            return;
        }
        for (int index = 0; index < sequence.items().size(); index++) {
            check(sequence.items().get(index), type.item(), path + "[" + index + "]");
        }
    }

    private void map(Node node, Type.MapOf type, String path) {
        if (!(node instanceof Mapping mapping)) {
            expectedKeys(node, path);
            return;
        }
        mapping.entries().forEach((key, entry) -> {
            if (!type.key().matcher(key).matches()) {
                problems.add(entry.place(), path + ": expected " + type.keyWords() + ", but found " + Quoted.of(key));
            }
            check(entry.value(), type.value(), below(path, key));
        });
    }

    private void fields(Node node, Type.Fields type, String path) {
        if (!(node instanceof Mapping mapping)) {
            expectedKeys(node, path);
            return;
        }
        mapping.entries().forEach((name, entry) -> {
            if (!name.startsWith(USERS_OWN)) {
                type.key(name).ifPresentOrElse(key -> check(entry.value(), key.type(), below(path, name)), () -> unknown(name, entry, type, path));
            }
        });
        type.keys().stream().filter(key -> key.required() && !mapping.entries().containsKey(key.name()))
                .forEach(key -> problems.add(path.isEmpty() ? Place.whole(mapping.place().source()) : mapping.place(),
                        "the key '" + key.name() + "' is missing" + in(path), key.doc()));
        type.alternatives().forEach(group -> alternatives(mapping, group, path));
    }

    private void unknown(String name, Node.Entry entry, Type.Fields type, String path) {
        problems.add(entry.place(), "unknown key " + Quoted.of(name) + in(path), Misplaced.hint(name, type).orElse(Suggestion.hint(name, offered(type))));
    }

    private static List<String> offered(Type.Fields type) {
        return type.keys().stream().filter(key -> !(key.type() instanceof Type.Refused)).map(Key::name).toList();
    }

    private void alternatives(Mapping mapping, Set<String> group, String path) {
        List<String> given = new ArrayList<>(mapping.entries().keySet());
        given.retainAll(group);
        if (given.size() > 1) {
            problems.add(mapping.entries().get(given.get(1)).place(), "both '" + given.get(0) + "' and '" + given.get(1) + "'" + in(path),
                    "keep one of them");
        }
    }

    private void later(Node node, Type.Later type, String path) {
        boolean harmless = switch (node) {
            case Scalar scalar -> type.allowed().contains(scalar.text());
            case Sequence sequence -> sequence.items().isEmpty();
            case Mapping mapping -> mapping.entries().isEmpty();
            case Unreadable unreadable -> true;
        };
        if (!harmless) {
            String what = node instanceof Scalar scalar && !type.allowed().isEmpty() ? path + ": " + Quoted.of(scalar.text()) : path;
            String hint = type.allowed().isEmpty() ? "remove it" : "only '" + type.allowed().getFirst() + "' is";
            problems.add(node.place(), what + " is not available yet", hint);
        }
    }

    private void expectedKeys(Node node, String path) {
        String hint = switch (node) {
            case Sequence list -> "write 'key: value', without '- ' or [ ]";
            case Scalar scalar when scalar.nothing() -> "";
            case Scalar scalar -> path.isEmpty() ? "write 'key: value' lines" : "write 'key: value' lines below it, or { key: value }";
            case Mapping mapping -> "";
            case Unreadable unreadable -> "";
        };
        problems.add(node.place(), (path.isEmpty() ? "" : path + ": ") + "expected keys with values, but found " + kind(node), hint);
    }

    private static String kind(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar.nothing() ? "nothing" : Quoted.of(scalar.text());
            case Sequence sequence -> "a list";
            case Mapping mapping -> "keys with values";
            case Unreadable unreadable -> "something unreadable";
        };
    }

    /** The path of a key below another; a key that no message can hold is shown quoted. */
    static String below(String path, String key) {
        String shown = key.length() > LONGEST_SHOWN || key.contains("\n") ? Quoted.of(key) : key;
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static String in(String path) {
        return path.isEmpty() ? "" : " in " + path;
    }
}
