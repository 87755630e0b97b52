package assay.parser;

import assay.events.Problem;

/**
 * Where something stands.
 *
 * @param source the recipe's name, a preset, or {@code --set path}
 * @param line   from 1; 0 for the whole
 * @param column from 1; 0 for the whole
 */
record Place(String source, int line, int column) {

    static Place whole(String source) {
        return new Place(source, 0, 0);
    }

    Problem problem(String message, String hint) {
        return new Problem(source, line, column, message, hint);
    }
}
