package assay.loadgen.http;

import assay.loadgen.driver.Reply;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.User;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** A user of the {@code http} driver. */
final class HttpUser implements User {
    private static final Reply.Whole DONE = new Reply.Whole("request");

    private final HttpLink link;
    private final String path;
    private final HttpCall call;
    private final HttpMethod method;
    private final Buffer body;

    HttpUser(HttpLink link, String path, HttpCall call) {
        this.link = link;
        this.path = path;
        this.call = call;
        this.method = HttpMethod.valueOf(call.method());
        this.body = Buffer.buffer(call.body());
    }

    @Override
    public Future<Void> connect() {
        return link.connect().mapEmpty();
    }

    @Override
    public Future<Reply> request(Request request) {
        return link.exchange(method, path, call.headers(), body, this::read);
    }

    private Future<Reply> read(HttpClientResponse response) {
        int status = response.statusCode();
        if (call.expects(status)) {
            response.handler(part -> { });
            return response.end().map(DONE);
        }
        return response.body().compose(text -> Future.failedFuture(HttpFailures.status(status, text.toString())));
    }

    @Override
    public void abort() {
        link.abort();
    }
}
