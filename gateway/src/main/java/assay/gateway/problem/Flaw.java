package assay.gateway.problem;

import assay.events.Problem;
import io.vertx.core.json.JsonObject;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON pointer into the request as one object with {@code path}, {@code query}, {@code header} and {@code body}; empty: the whole
 * @param detail  what is wrong
 * @param recipe  where in a recipe; {@link #NOWHERE} when it is about something else
 */
public record Flaw(String pointer, String detail, Problem recipe) {
    private static final Problem NOWHERE = new Problem("", 0, 0, "", "");

    /** One of a request. */
    public Flaw(String pointer, String detail) {
        this(pointer, detail, NOWHERE);
    }

    /** One of a recipe. */
    public static Flaw of(Problem problem) {
        return new Flaw("/body", problem.message(), problem);
    }

    String words() {
        return recipe.equals(NOWHERE) ? (pointer.isEmpty() ? "" : pointer + ": ") + detail : recipe.toString();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        if (!pointer.isEmpty()) {
            json.put("pointer", pointer);
        }
        json.put("detail", detail);
        if (!recipe.equals(NOWHERE)) {
            json.put("source", recipe.source()).put("line", recipe.line()).put("column", recipe.column()).put("hint", recipe.hint());
        }
        return json;
    }
}
