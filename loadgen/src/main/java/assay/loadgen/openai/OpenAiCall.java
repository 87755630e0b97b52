package assay.loadgen.openai;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all requests have in common.
 *
 * @param base      path of the API, such as {@code /v1}
 * @param model     the name under which the server serves it
 * @param ignoreEos whether answers go on to the length that was asked for
 * @param extra     further members of the body
 * @param apiKey    empty when the server asks for none; stands in no result
 */
public record OpenAiCall(String base, boolean isChat, String model, boolean ignoreEos, Map<String, Object> extra, String apiKey) {
    private static final JsonMapper JSON = JsonMapper.shared();

    String path() {
        return base + (isChat ? "/chat/completions" : "/completions");
    }

    String kind() {
        return isChat ? "chat" : "completion";
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream");
        if (!apiKey.isEmpty()) {
            headers.put("Authorization", "Bearer " + apiKey);
        }
        return headers;
    }

    /** The body of one request. */
    String body(Prompt prompt) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("model", model);
        members.put("max_tokens", prompt.output());
        members.put("temperature", 0);
        members.put("stream", true);
        members.put("stream_options", Map.of("include_usage", true));
        if (ignoreEos) {
            members.put("ignore_eos", true);
        }
        members.putAll(extra);
        String text = JSON.writeValueAsString(members);
        return text.substring(0, text.length() - 1) + ",\"" + (isChat ? "messages" : "prompt") + "\":" + prompt.json() + "}";
    }
}
