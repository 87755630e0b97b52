package assay.parser;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand behind a key. The same tables of keys and types serve the check of recipes and everything that is told about recipes. */
sealed interface Type permits ScalarType, Type.ListOf, Type.MapOf, Type.Fields, Type.Variable, Type.Later, Type.Refused, Type.Anything {

    /** Items of one type. */
    record ListOf(ScalarType item) implements Type {
    }

    /**
     * Keys that the user chooses.
     *
     * @param key      form of a key
     * @param keyWords the form in words
     * @param value    type of every value
     */
    record MapOf(Pattern key, String keyWords, Type value) implements Type {
    }

    /**
     * Keys that Assay knows.
     *
     * @param keys         all of them
     * @param alternatives groups of keys of which at most one is given
     */
    record Fields(List<Key> keys, List<Set<String>> alternatives) implements Type {
        public Fields {
            keys = List.copyOf(keys);
            alternatives = List.copyOf(alternatives);
        }

        Fields(List<Key> keys) {
            this(keys, List.of());
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /** Value of an environment variable: a text as it is written, empty too, or {@code {secret: name}}. */
    record Variable() implements Type {
        static final Fields SECRET = new Fields(List.of(Key.required("secret", new ScalarType.Formed("[a-z0-9][a-z0-9._-]{0,59}",
                "the name of a secret of at most 60 characters a-z, 0-9 and . _ -"), "name of a secret of yours")));
    }

    /** Something that recipes will know: refused unless it says what holds anyway, or nothing at all. */
    record Later(List<String> allowed) implements Type {
        public Later {
            allowed = List.copyOf(allowed);
        }
    }

    /** Something that is never given, for the reason in the words. */
    record Refused(String why) implements Type {
    }

    /** Whatever it is; somebody else looks at it. */
    record Anything() implements Type {
    }
}
