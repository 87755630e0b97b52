package assay.gateway.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Why something that was asked for is not done.
 *
 * @param detail what failed, where, why, and what to do next
 * @param run    the run that it is about; empty when it is about none
 * @param flaws  each thing that is wrong with the request
 */
public record Problem(ProblemKind kind, String detail, String run, List<Flaw> flaws) {
    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        flaws = List.copyOf(flaws);
    }

    JsonObject json() {
        JsonObject json = new JsonObject().put("type", kind.type()).put("title", kind.title()).put("status", kind.status()).put("detail", detail);
        if (!run.isEmpty()) {
            json.put("run", run);
        }
        if (!flaws.isEmpty()) {
            JsonArray errors = new JsonArray();
            flaws.forEach(flaw -> errors.add(flaw.json()));
            json.put("errors", errors);
        }
        return json;
    }
}
