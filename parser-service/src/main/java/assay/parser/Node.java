package assay.parser;

import assay.events.Copies;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A piece of a recipe as it was written: scalars are still text, and everything knows its place. */
sealed interface Node {

    /** Where it begins. */
    Place place();

    /** One text. Whether it is a number or a truth value is for the key to say. */
    record Scalar(Place place, String text, boolean quoted) implements Node {

        /** Whether nothing was written, or one of YAML's words for it. */
        boolean nothing() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /** Items in a row. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Keys with values, in the order written. */
    record Mapping(Place place, Map<String, Entry> entries) implements Node {
        public Mapping {
            entries = Copies.ordered(entries);
        }

        static Mapping empty(Place place) {
            return new Mapping(place, Map.of());
        }

        Optional<Node> value(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }
    }

    /** A key's value, and where the key itself stands. */
    record Entry(Place place, Node value) {
    }

    /** Something whose problem is reported already; whoever meets it looks away. */
    record Unreadable(Place place) implements Node {
    }
}
