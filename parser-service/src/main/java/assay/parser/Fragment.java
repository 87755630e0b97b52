package assay.parser;

import assay.parser.Node.Mapping;
import assay.parser.Node.Scalar;
import assay.parser.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a mapping as values of their types. Made for what was checked; of anything else it gives the default. */
record Fragment(Mapping mapping) {

    Optional<Node> node(String key) {
        return mapping.value(key);
    }

    String text(String key, String otherwise) {
        return scalar(key).map(Scalar::text).orElse(otherwise);
    }

    long number(String key, long otherwise) {
        return scalar(key).map(scalar -> Long.parseLong(scalar.text())).orElse(otherwise);
    }

    boolean flag(String key) {
        return text(key, "false").equals("true");
    }

    long seconds(String key, long otherwise) {
        return scalar(key).map(scalar -> Durations.seconds(scalar.text()).orElse(otherwise)).orElse(otherwise);
    }

    /** The texts of a list; none when there is no list. */
    List<String> texts(String key) {
        return node(key).filter(Sequence.class::isInstance).map(Sequence.class::cast).stream().flatMap(list -> list.items().stream())
                .filter(Scalar.class::isInstance).map(item -> ((Scalar) item).text()).toList();
    }

    /** The keys beneath a key; none when there are none. */
    Fragment below(String key) {
        return new Fragment(node(key).filter(Mapping.class::isInstance).map(Mapping.class::cast).orElse(Mapping.empty(mapping.place())));
    }

    /** All keys whose values are texts. */
    Map<String, String> map() {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (entry.value() instanceof Scalar scalar) {
                texts.put(key, scalar.text());
            }
        });
        return texts;
    }

    private Optional<Scalar> scalar(String key) {
        return node(key).filter(Scalar.class::isInstance).map(Scalar.class::cast);
    }
}
