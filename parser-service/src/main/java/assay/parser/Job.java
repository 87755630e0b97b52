package assay.parser;

import assay.parser.Node.Mapping;
import java.util.Optional;

/**
 * A service or client with its preset's keys and the recipe's defaults beneath its own.
 *
 * @param kind      service or client
 * @param name      its name
 * @param place     where its name stands
 * @param own       the keys that the recipe gives it
 * @param keys      all its keys
 * @param preset    the preset it uses
 * @param arguments the preset's parameters
 */
record Job(Preset.Kind kind, String name, Place place, Mapping own, Mapping keys, Optional<Preset> preset, Arguments arguments) {

    /** Its name in messages. */
    String path() {
        return Check.below(kind.word() + "s", name);
    }

    Fragment fragment() {
        return new Fragment(keys);
    }

    /** The place of the value of one of its keys, or else its own. */
    Place placeOf(String key) {
        return keys.value(key).map(Node::place).orElse(place);
    }

    /** Whether it names a preset that is not there: then nothing can be said of what is missing. */
    boolean presetUnknown() {
        return preset.isEmpty() && own.entries().containsKey("uses");
    }
}
