package assay.loadgen.openai;

import assay.loadgen.driver.Failures;
import assay.loadgen.driver.Reply;
import assay.loadgen.driver.RequestFailure;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One answer while it comes. A text counts when it is not empty: the first chunk of a chat holds only the role, the last ones only the reason
 * or the usage. Chunks are no tokens, since servers put several into one; tokens are what {@code usage} says, wherever it stands.
 */
final class Answer {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String END = "[DONE]";
    private static final int SAMPLE = 300;

    private final String kind;
    private final Prompt prompt;
    private final EventStream stream = new EventStream(this::event);
    private long[] gaps = new long[64];
    private int texts;
    private long first;
    private long last;
    private long now;
    private int input;
    private int output;
    private boolean isCounted;
    private boolean isDone;
    private RequestFailure failure;

    Answer(String kind, Prompt prompt) {
        this.kind = kind;
        this.prompt = prompt;
        this.input = prompt.input();
    }

    void part(Buffer part) {
        now = System.nanoTime();
        stream.part(part);
    }

    /** The body has ended: what it was. */
    Reply reply() {
        if (failure != null) {
            throw failure;
        }
        if (!isDone && texts > 0) {
            throw new RequestFailure(Failures.CLOSED, "the stream ended after " + texts + " texts, without " + END);
        }
        if (!isDone) {
            String rest = stream.rest().strip();
            throw new RequestFailure(Failures.PROTOCOL, "no stream of events" + (rest.isEmpty() ? "" : ": " + rest.substring(0, Math.min(SAMPLE, rest.length()))));
        }
        if (texts == 0) {
            throw new RequestFailure("no-tokens", "the stream ended without a text" + (isCounted ? ", though its usage says " + output + " tokens" : ""));
        }
        return new Reply.Streamed(kind, first, last, Arrays.copyOf(gaps, texts - 1), input, isCounted ? output : texts, prompt.output(), isCounted);
    }

    private void event(String data) {
        if (data.equals(END)) {
            isDone = true;
            return;
        }
        try {
            chunk(JSON.readTree(data));
        } catch (JacksonException e) {
            fail(Failures.PROTOCOL, "an event that is no JSON: " + data.substring(0, Math.min(SAMPLE, data.length())));
        }
    }

    private void chunk(JsonNode chunk) {
        JsonNode error = chunk.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            fail("stream-error", error.toString());
            return;
        }
        for (JsonNode choice : chunk.path("choices")) {
            if (hasText(choice)) {
                text();
            }
        }
        JsonNode usage = chunk.path("usage");
        if (usage.path("completion_tokens").isNumber()) {
            isCounted = true;
            output = usage.path("completion_tokens").asInt();
            input = usage.path("prompt_tokens").asInt(input);
        }
    }

    /** What a model thinks aloud is text of its own, under either of two names. */
    private static boolean hasText(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        return isText(choice.path("text")) || isText(delta.path("content")) || isText(delta.path("reasoning_content")) || isText(delta.path("reasoning"));
    }

    private static boolean isText(JsonNode node) {
        return node.isString() && !node.asString().isEmpty();
    }

    private void text() {
        if (texts == 0) {
            first = now;
        } else {
            if (texts > gaps.length) {
                gaps = Arrays.copyOf(gaps, 2 * gaps.length);
            }
            gaps[texts - 1] = now - last;
        }
        last = now;
        texts++;
    }

    private void fail(String failureClass, String sample) {
        if (failure == null) {
            failure = new RequestFailure(failureClass, sample);
        }
    }
}
