package assay.cli;

import assay.core.run.Run;
import assay.events.Text;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between two states of a run, field by field, in the order in which a run's fields are declared. */
final class StateChanges {
    private static final int LONGEST = 160;
    private static final Set<String> BOOK_KEEPING = Set.of("book.ledger", "book.lastRead");
    private final List<Change> changes = new ArrayList<>();

    private StateChanges() {
    }

    /**
     * A field that changed.
     *
     * @param field  such as {@code jobs.db.state.clusterJob}
     * @param before empty when it was not there
     * @param after  empty when it is there no more
     */
    record Change(String field, Optional<String> before, Optional<String> after) {
        /** For people: what came is marked with +, what went with -. */
        String line() {
            String mark = before.isEmpty() ? "+" : after.isEmpty() ? "-" : " ";
            return " " + mark + " " + field + ": " + Stream.concat(before.stream(), after.stream()).collect(Collectors.joining(" → "));
        }

        /** For programs. */
        Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("field", field);
            before.ifPresent(words -> object.put("before", words));
            after.ifPresent(words -> object.put("after", words));
            return object;
        }
    }

    /** The changes that lead from one state to the other; which events were counted on the way is none. */
    static List<Change> between(Run before, Run after) {
        StateChanges found = new StateChanges();
        found.compareFields("", before, after);
        return List.copyOf(found.changes);
    }

    private void compare(String field, Object before, Object after) {
        if (before.equals(after) || BOOK_KEEPING.contains(field)) {
            return;
        }
        if (before instanceof Text || after instanceof Text) {
            changes.add(new Change(field, Optional.of(words(before)), Optional.of(words(after))));
        } else if (before instanceof Optional<?> one && after instanceof Optional<?> other) {
            compareMaps(field, one.map(value -> Map.of("", value)).orElse(Map.of()), other.map(value -> Map.of("", value)).orElse(Map.of()));
        } else if (before instanceof Map<?, ?> one && after instanceof Map<?, ?> other) {
            compareMaps(field, one, other);
        } else if (before instanceof List<?> one && after instanceof List<?> other) {
            compareMaps(field, numbered(one), numbered(other));
        } else if (before instanceof Record one && after instanceof Record other) {
            if (one.getClass() != other.getClass()) {
                changes.add(new Change(field, Optional.of(name(one)), Optional.of(name(other))));
            }
            compareFields(field, one, other);
        } else {
            changes.add(new Change(field, Optional.of(words(before)), Optional.of(words(after))));
        }
    }

    private void compareFields(String field, Record before, Record after) {
        compareMaps(field, fields(before), fields(after));
    }

    private void compareMaps(String field, Map<?, ?> before, Map<?, ?> after) {
        Set<Object> keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Object key : keys) {
            String inside = key.toString().isEmpty() || field.isEmpty() ? field + key : field + "." + key;
            Optional<Object> one = Optional.ofNullable(before.get(key));
            Optional<Object> other = Optional.ofNullable(after.get(key));
            if (one.isPresent() && other.isPresent()) {
                compare(inside, one.get(), other.get());
            } else {
                changes.add(new Change(inside, one.map(StateChanges::words), other.map(StateChanges::words)));
            }
        }
    }

    private static Map<Integer, Object> numbered(List<?> list) {
        Map<Integer, Object> numbered = new LinkedHashMap<>();
        list.forEach(each -> numbered.put(numbered.size() + 1, each));
        return numbered;
    }

    private static Map<String, Object> fields(Record value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                fields.put(component.getName(), component.getAccessor().invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("A state is made of public records whose fields can be read, but not " + component, e);
            }
        }
        return fields;
    }

    private static String name(Record value) {
        return value.getClass().getSimpleName();
    }

    /** A value on one line, its end left out where that is long. */
    private static String words(Object value) {
        String text = switch (value) {
            case Optional<?> optional -> optional.map(StateChanges::words).orElse("nothing");
            case String words -> words.isEmpty() ? "\"\"" : words;
            case List<?> list -> list.stream().map(StateChanges::words).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> map.entrySet().stream().map(entry -> entry.getKey() + "=" + words(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
            case Text plain -> plain.value();
            case Record fields -> name(fields) + words(fields(fields)).replaceFirst("^\\{", "(").replaceFirst("}$", ")");
            default -> value.toString();
        };
        String line = text.lines().collect(Collectors.joining(" ⏎ "));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
