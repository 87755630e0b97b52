package assay.parser;

import assay.parser.Node.Entry;
import assay.parser.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays one mapping over another: key by key where both have keys, whole where they have values or lists. */
final class Layers {
    private Layers() {
    }

    /** What is above hides what is beneath, its alternatives too: a command hides a preset's run text. */
    static Mapping over(Mapping above, Mapping beneath, Type.Fields type) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        beneath.entries().forEach((name, entry) -> {
            if (!hidden(name, above, type)) {
                merged.put(name, entry);
            }
        });
        above.entries().forEach((name, entry) -> {
            Node value = merged.containsKey(name) ? value(entry.value(), merged.get(name).value(), type.key(name).map(Key::type)
                    .orElse(new Type.Anything())) : entry.value();
            merged.put(name, new Entry(entry.place(), value));
        });
        return new Mapping(above.place(), merged);
    }

    private static boolean hidden(String name, Mapping above, Type.Fields type) {
        return type.alternatives().stream().filter(group -> group.contains(name))
                .anyMatch(group -> group.stream().anyMatch(other -> !other.equals(name) && above.entries().containsKey(other)));
    }

    private static Node value(Node above, Node beneath, Type type) {
        if (!(above instanceof Mapping top && beneath instanceof Mapping bottom)) {
            return above;
        }
        return switch (type) {
            case Type.Fields fields -> over(top, bottom, fields);
            case Type.MapOf map -> over(top, bottom, new Type.Fields(List.of()));
            case ScalarType scalar -> above;
            case Type.ListOf list -> above;
            case Type.Variable variable -> above;
            case Type.Later later -> above;
            case Type.Refused refused -> above;
            case Type.Anything anything -> above;
        };
    }
}
