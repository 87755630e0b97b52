package assay.parser;

import assay.parser.Node.Mapping;
import java.util.List;

/**
 * A recipe fragment by name.
 *
 * @param name        as written behind {@code uses}
 * @param kind        service or client
 * @param description one line for people
 * @param parameters  what recipes may choose
 * @param keys        the fragment
 * @param window      parameters whose durations make up one window of a client
 * @param suits       service presets that a client puts its load on
 * @param init        what a first recipe has in place of the defaults: {@code with} and {@code slurm}
 * @param text        its file
 */
record Preset(String name, Kind kind, String description, List<Parameter> parameters, Mapping keys, List<String> window, List<String> suits,
        Fragment init, String text) {
    public Preset {
        parameters = List.copyOf(parameters);
        window = List.copyOf(window);
        suits = List.copyOf(suits);
    }

    /** What a preset is a fragment of. */
    enum Kind {
        SERVICE("service", JobKeys.SERVICE), CLIENT("client", JobKeys.CLIENT);

        private final String word;
        private final Type.Fields keys;

        Kind(String word, Type.Fields keys) {
            this.word = word;
            this.keys = keys;
        }

        String word() {
            return word;
        }

        Type.Fields keys() {
            return keys;
        }
    }

    /** What may stand under {@code with}. */
    Type.Fields with() {
        return new Type.Fields(parameters.stream().map(Parameter::key).toList());
    }
}
