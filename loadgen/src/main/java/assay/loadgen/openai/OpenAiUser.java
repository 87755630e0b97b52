package assay.loadgen.openai;

import assay.loadgen.driver.Reply;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.User;
import assay.loadgen.http.HttpFailures;
import assay.loadgen.http.HttpLink;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** A user of the {@code openai} driver. */
final class OpenAiUser implements User {
    private static final int OK = 200;

    private final HttpLink link;
    private final OpenAiCall call;
    private final Prompts prompts;

    OpenAiUser(HttpLink link, OpenAiCall call, Prompts prompts) {
        this.link = link;
        this.call = call;
        this.prompts = prompts;
    }

    @Override
    public Future<Void> connect() {
        return link.connect().mapEmpty();
    }

    @Override
    public Future<Reply> request(Request request) {
        Prompt prompt = prompts.of(request);
        return link.exchange(HttpMethod.POST, call.path(), call.headers(), Buffer.buffer(call.body(prompt)), response -> read(response, prompt));
    }

    private Future<Reply> read(HttpClientResponse response, Prompt prompt) {
        if (response.statusCode() != OK) {
            return response.body().compose(text -> Future.failedFuture(HttpFailures.status(response.statusCode(), text.toString())));
        }
        Answer answer = new Answer(call.kind(), prompt);
        response.handler(answer::part);
        return response.end().map(nothing -> answer.reply());
    }

    @Override
    public void abort() {
        link.abort();
    }
}
