package assay.parser;

import assay.core.results.Condition;
import assay.events.recipe.Artifact;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes types as JSON Schema. A YAML reader makes numbers and truth values of some texts before a schema sees them: these are let through
 * where the type takes such a text, so the schema is never stricter than the parser.
 */
final class SchemaTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> WHOLE = List.of("0", "1", "12", "755");
    private static final List<String> BROKEN = List.of("0.5", "17.1");
    private static final List<String> TRUTHS = List.of("true", "false");

    private SchemaTypes() {
    }

    static ObjectNode of(Type type) {
        return switch (type) {
            case ScalarType scalar -> scalar(scalar);
            case Type.Variable variable -> JSON.objectNode().set("anyOf", array(Stream.of(scalar(new ScalarType.Verbatim()), of(Type.Variable.SECRET))));
            case Type.ListOf list -> JSON.objectNode().put("type", "array").set("items", scalar(list.item()));
            case Type.MapOf map -> map(map.key().pattern(), of(map.value()));
            case Type.Fields fields when fields == SlurmKeys.FIELDS -> reference("slurm");
            case Type.Fields fields -> fields(fields);
            case Type.Later later -> JSON.objectNode().set("enum", texts(later.allowed()).add(JSON.arrayNode()).add(JSON.objectNode()));
            case Type.Refused refused -> JSON.objectNode().set("not", JSON.objectNode());
            case Type.Anything anything -> JSON.objectNode();
        };
    }

    static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    /** Keys that the user chooses, of a form. */
    static ObjectNode map(String keys, ObjectNode values) {
        return JSON.objectNode().put("type", "object").<ObjectNode>set("patternProperties", JSON.objectNode().set(whole(keys), values))
                .put("additionalProperties", false);
    }

    /** Keys that Assay knows, and the user's own that begin with {@code x-}. */
    static ObjectNode fields(Type.Fields fields) {
        ObjectNode properties = JSON.objectNode();
        fields.keys().stream().filter(key -> !(key.type() instanceof Type.Refused)).forEach(key -> properties.set(key.name(), property(key)));
        ObjectNode node = JSON.objectNode().put("type", "object").set("properties", properties);
        node.set("patternProperties", JSON.objectNode().set("^x-", JSON.objectNode()));
        node.put("additionalProperties", false);
        node.set("required", texts(fields.keys().stream().filter(Key::required).map(Key::name).toList()));
        fields.alternatives().stream().flatMap(SchemaTypes::pairs)
                .forEach(pair -> node.withArray("allOf").add(JSON.objectNode().set("not", JSON.objectNode().set("required", texts(pair)))));
        return node;
    }

    private static ObjectNode property(Key key) {
        ObjectNode node = of(key.type());
        return node.put("description", key.type() instanceof Type.Later ? key.doc() + " (not available yet)" : key.doc());
    }

    private static Stream<List<String>> pairs(Set<String> group) {
        List<String> sorted = group.stream().sorted().toList();
        return sorted.stream().flatMap(one -> sorted.stream().filter(other -> one.compareTo(other) < 0).map(other -> List.of(one, other)));
    }

    private static ObjectNode scalar(ScalarType type) {
        return switch (type) {
            case ScalarType.Words words -> typed(type).put("pattern", "\\S");
            case ScalarType.Verbatim verbatim -> typed(type);
            case ScalarType.Line line -> typed(type).put("pattern", "^\\s*\\S[^\\n]*\\s*$");
            case ScalarType.Formed formed -> typed(type).put("pattern", whole(formed.form().pattern()));
            case ScalarType.Choice choice -> choice(choice.words());
            case ScalarType.Flag flag -> choice(TRUTHS);
            case ScalarType.Whole number -> typed(type).put("pattern", whole(ScalarType.Whole.FORM.pattern())).put("minimum", number.least())
                    .put("maximum", number.most());
            case ScalarType.Decimal number -> typed(type).put("pattern", whole(ScalarType.Decimal.FORM.pattern()));
            case ScalarType.Span span -> typed(type).put("pattern", whole(Durations.UNIT.pattern()));
            case ScalarType.JobTime time -> typed(type).put("minimum", 1).put("pattern", Stream
                    .of(Durations.UNIT, Durations.MINUTES, Durations.HOURS, Durations.DAYS).map(form -> whole(form.pattern())).collect(Collectors.joining("|")));
            case ScalarType.Size size -> typed(type).put("pattern", whole(ScalarType.Size.FORM.pattern()));
            case ScalarType.Reference reference -> typed(type).put("pattern", whole(Artifact.FORM)).put("maxLength", Artifact.LONGEST);
            case ScalarType.Model model -> typed(type).put("pattern", whole(Artifact.FORM + "|" + ScalarType.Model.NAME.pattern())).put("maxLength", Artifact.LONGEST);
            case ScalarType.Expression expression -> typed(type).put("pattern", "\\(").put("maxLength", ScalarType.Expression.LONGEST);
            case ScalarType.Criterion criterion -> typed(type).put("pattern", whole(Condition.FORM));
        };
    }

    private static ObjectNode choice(List<String> words) {
        ArrayNode values = texts(words);
        words.stream().filter(TRUTHS::contains).forEach(word -> values.add(Boolean.parseBoolean(word)));
        words.stream().filter(WHOLE::contains).forEach(word -> values.add(Long.parseLong(word)));
        return JSON.objectNode().set("enum", values);
    }

    /** What a YAML reader may make of a text that the type takes. */
    private static ObjectNode typed(ScalarType type) {
        ArrayNode types = JSON.arrayNode().add("string");
        if (takesOneOf(type, BROKEN)) {
            types.add("number");
        } else if (takesOneOf(type, WHOLE)) {
            types.add("integer");
        }
        if (takesOneOf(type, TRUTHS)) {
            types.add("boolean");
        }
        return JSON.objectNode().set("type", types);
    }

    private static boolean takesOneOf(ScalarType type, List<String> texts) {
        return texts.stream().anyMatch(text -> type.complaint(text).isEmpty());
    }

    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ArrayNode array(Stream<ObjectNode> nodes) {
        ArrayNode array = JSON.arrayNode();
        nodes.forEach(array::add);
        return array;
    }
}
