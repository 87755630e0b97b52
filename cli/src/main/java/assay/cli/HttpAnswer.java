package assay.cli;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer over HTTP that may not be what was asked for.
 *
 * @param server     who gave it
 * @param type       of its body
 * @param retryAfter seconds to wait before asking again, as the server said; empty when it did not
 */
record HttpAnswer(URI server, int status, String type, Optional<Long> retryAfter, String location, String body) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String PROBLEMS = "/problems/";
    private static final int LONGEST = 300;

    static HttpAnswer of(URI server, HttpResponse<byte[]> response) {
        return new HttpAnswer(server, response.statusCode(), response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT),
                response.headers().firstValue("Retry-After").filter(seconds -> seconds.matches("\\d{1,6}")).map(Long::valueOf),
                response.headers().firstValue("Location").orElse(""), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Whether it is what was asked for, in a form that only Assay's server gives. */
    boolean good() {
        return status >= 200 && status < 300 && (type.contains("json") || type.startsWith("text/event-stream") || type.startsWith("text/plain"));
    }

    /** Whether the same request may fare better in a moment. */
    boolean passing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    /** What is wrong with it, in words, as what ends the command. */
    RuntimeException failure() {
        return switch (status) {
            case 401 -> new MisuseException(server + " does not let you in: " + detail() + ". " + ServerKey.ADVICE);
            case 403 -> new MisuseException(server + " does not allow it: " + detail() + ". Whoever keeps its keys can make one that may do this.");
            case 400, 404, 405, 406, 409, 410, 414, 415, 416, 431 -> problem().isEmpty() ? new MisuseException(stranger()) : new MisuseException(detail());
            case 413, 422 -> new RefusedException(detail());
            case 429 -> new UnreachableException(server + " takes no more from this key now: " + detail() + ". Try again"
                    + retryAfter.map(seconds -> " in " + seconds + " s").orElse(" later") + ".");
            case 502, 503, 504 -> new UnreachableException(server + " cannot answer now: " + detail() + ". Try again; " + server + "/readyz tells when it can.");
            default -> other();
        };
    }

    private RuntimeException other() {
        if (status >= 300 && status < 400) {
            return new MisuseException(server + " sends on to " + location + "; name that address with --server");
        }
        return status >= 500 && !problem().isEmpty() ? new UnreachableException(server + " failed: " + detail() + ". Its log says more.") : new UnreachableException(stranger());
    }

    private String stranger() {
        return "what answers at " + server + " is no Assay server, or something on the way to it: HTTP " + status
                + (type.isEmpty() ? "" : ", " + type) + ". Check the address of --server, and proxies.";
    }

    private String detail() {
        JsonNode problem = problem();
        if (problem.isEmpty()) {
            return "HTTP " + status + (body.isBlank() || type.contains("html") ? "" : ", " + body.strip().substring(0, Math.min(LONGEST, body.strip().length())));
        }
        String words = problem.path("detail").asString(problem.path("title").asString("HTTP " + status));
        String errors = problem.path("errors").valueStream().map(HttpAnswer::line).filter(line -> !words.contains(line)).map(line -> "\n  " + line).collect(Collectors.joining());
        String end = words + errors;
        return end.endsWith(".") ? end.substring(0, end.length() - 1) : end;
    }

    private static String line(JsonNode error) {
        String place = error.path("line").asInt(0) > 0 ? error.path("source").asString("recipe") + ":" + error.path("line").asInt() + ":" + error.path("column").asInt() + ": " : "";
        String hint = error.path("hint").asString("");
        return place + error.path("detail").asString("") + (hint.isEmpty() ? "" : " — " + hint);
    }

    /** Empty where the body is no problem as Assay's server tells one. */
    private JsonNode problem() {
        if (!type.startsWith("application/problem+json")) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode tree = MAPPER.readTree(body);
            return tree.path("type").asString("").startsWith(PROBLEMS) ? tree : MAPPER.createObjectNode();
        } catch (JacksonException e) {
            return MAPPER.createObjectNode();
        }
    }
}
