package assay.events;

/**
 * Something wrong with a recipe, for people.
 *
 * @param source  the recipe's name as submitted
 * @param line    from 1; 0 when it is about the whole
 * @param column  from 1; 0 when it is about the whole
 * @param message what is wrong, with the path of the key
 * @param hint    what to do; may be empty
 */
public record Problem(String source, int line, int column, String message, String hint) {
    @Override
    public String toString() {
        String place = line == 0 ? source : source + ":" + line + ":" + column;
        return place + ": " + message + (hint.isEmpty() ? "" : " — " + hint);
    }
}
