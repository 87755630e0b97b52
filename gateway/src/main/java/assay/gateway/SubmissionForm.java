package assay.gateway;

import assay.events.RecipeEvent.Mode;
import assay.events.RecipeEvent.RecipeSubmitted;
import assay.events.RecipeEvent.SmallFile;
import assay.events.RunId;
import assay.gateway.problem.Flaw;
import assay.gateway.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what a request asks for: a recipe as it is with the rest in the query, or all of it in one JSON object. */
final class SubmissionForm {
    private static final String NAME = "recipe.yaml";
    private static final int MOST_RECIPE_BYTES = 768 * 1024;
    private static final int MOST_FILE_BYTES = 256 * 1024;
    private final Path outputRoot;

    /**
     * Of requests whose results go below a directory.
     *
     * @param outputRoot where each run has a directory of its own
     */
    SubmissionForm(Path outputRoot) {
        this.outputRoot = outputRoot;
    }

    RecipeSubmitted read(RoutingContext context, RunId run, String submitter) {
        Parameters asked = Parameters.of(context);
        String output = output(run);
        if (Admission.type(context.request()).equals(Contract.YAML)) {
            return new RecipeSubmitted(text(context.body().buffer()), asked.query("source_name").orElse(NAME), mode(asked.query("mode").orElse("run")),
                    asked.queries("set"), Labels.of(asked.queries("label")), List.of(), output, submitter);
        }
        requireNoQuery(context);
        JsonObject body = asked.json();
        return new RecipeSubmitted(fitting(body.getString("recipe")), body.getString("source_name", NAME), mode(body.getString("mode", "run")),
                strings(body.getJsonArray("set", new JsonArray())), labels(body.getJsonObject("labels", new JsonObject())),
                files(body.getJsonArray("files", new JsonArray())), output, submitter);
    }

    /** Where the results of a run go. */
    String output(RunId run) {
        return outputRoot.resolve(run.value()).toString();
    }

    private static void requireNoQuery(RoutingContext context) {
        List<Flaw> flaws = context.queryParams().names().stream().sorted()
                .map(name -> new Flaw("/query/" + name, "with a JSON body this stands in the body")).toList();
        if (!flaws.isEmpty()) {
            throw ProblemKind.BAD_REQUEST.because(flaws);
        }
    }

    private static Mode mode(String word) {
        return Mode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String text(Buffer body) {
        try {
            return fitting(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body.getBytes())).toString());
        } catch (CharacterCodingException e) {
            throw ProblemKind.BAD_REQUEST.because(List.of(new Flaw("/body", "the recipe is not UTF-8 text")));
        }
    }

    private static String fitting(String recipe) {
        int bytes = recipe.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_RECIPE_BYTES) {
            throw ProblemKind.TOO_LARGE.because("the recipe has " + bytes + " bytes; " + MOST_RECIPE_BYTES + " is the most that a recipe may have");
        }
        return recipe;
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(Object::toString).toList();
    }

    private static Map<String, String> labels(JsonObject object) {
        Map<String, String> labels = new LinkedHashMap<>();
        object.forEach(entry -> labels.put(entry.getKey(), entry.getValue().toString()));
        return labels;
    }

    private static List<SmallFile> files(JsonArray array) {
        List<SmallFile> files = new ArrayList<>();
        int bytes = 0;
        for (int place = 0; place < array.size(); place++) {
            JsonObject file = array.getJsonObject(place);
            requirePlainName("/body/files/" + place + "/name", file.getString("name"));
            bytes += decoded("/body/files/" + place + "/base64", file.getString("base64"));
            files.add(new SmallFile(file.getString("name"), file.getString("base64")));
        }
        if (bytes > MOST_FILE_BYTES) {
            throw ProblemKind.TOO_LARGE.because("the files have " + bytes + " bytes; " + MOST_FILE_BYTES + " is the most that they may have together");
        }
        return files;
    }

    private static void requirePlainName(String pointer, String name) {
        boolean plain = !name.startsWith("/") && !name.contains("\\") && name.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!plain) {
            throw ProblemKind.BAD_REQUEST.because(List.of(new Flaw(pointer, "expected a relative path without '.' and '..', but found '" + name + "'")));
        }
    }

    private static int decoded(String pointer, String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            throw ProblemKind.BAD_REQUEST.because(List.of(new Flaw(pointer, "this is not base64: " + e.getMessage())));
        }
    }
}
