package assay.loadgen.http;

import assay.loadgen.driver.Failures;
import assay.loadgen.driver.RequestFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.function.Function;

/** The one HTTP/1.1 connection of a user, made when it is needed and again when it was lost. Used on its event loop alone. */
public final class HttpLink {
    private final HttpClientAgent client;
    private final HttpServer server;
    private HttpClientConnection connection;
    private long generation;
    /** Whether the connection has answered, right or wrong: only then a server may have closed it in good order, between two requests. */
    private boolean isProven;

    public HttpLink(HttpClientAgent client, HttpServer server) {
        this.client = client;
        this.server = server;
    }

    /** Connects, where it is not connected. */
    public Future<HttpClientConnection> connect() {
        if (connection != null) {
            return Future.succeededFuture(connection);
        }
        long its = generation;
        return client.connect(server.connectOptions()).recover(cause -> Future.failedFuture(new RequestFailure(Failures.CONNECT, cause.getMessage())))
                .compose(made -> made(made, its));
    }

    /** Sends a request and reads its response; {@code read} has to set the response's handlers at once. */
    public <T> Future<T> exchange(HttpMethod method, String path, Map<String, String> headers, Buffer body, Function<HttpClientResponse, Future<T>> read) {
        RequestOptions options = new RequestOptions().setMethod(method).setURI(path);
        long its = generation;
        Future<HttpClientResponse> head = connection != null && isProven
                ? head(options, headers, body).recover(cause -> again(cause, its, options, headers, body)) : head(options, headers, body);
        return head.compose(read).onSuccess(answer -> isProven = its == generation).onFailure(cause -> failed(cause, its));
    }

    private Future<HttpClientResponse> head(RequestOptions options, Map<String, String> headers, Buffer body) {
        return connect().compose(made -> made.request(options)).compose(request -> sent(request, headers, body));
    }

    /** A server may close a connection behind an answer, and the request that is under way then is sent once more, as every client does. */
    private Future<HttpClientResponse> again(Throwable cause, long its, RequestOptions options, Map<String, String> headers, Buffer body) {
        if (its != generation || !Failures.of(cause).failureClass().equals(Failures.CLOSED)) {
            return Future.failedFuture(cause);
        }
        connection = null;
        return head(options, headers, body);
    }

    /** A failure of the connection or the protocol leaves a connection that cannot be used; a wrong answer that came whole does not. */
    private void failed(Throwable cause, long its) {
        if (its == generation) {
            if (cause instanceof RequestFailure) {
                isProven = connection != null;
            } else {
                abort();
            }
        }
    }

    /** Gives up what is under way, by closing the connection. */
    public void abort() {
        generation++;
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private Future<HttpClientConnection> made(HttpClientConnection made, long its) {
        if (its != generation) {
            made.close();
            return Future.failedFuture(new RequestFailure(Failures.CLOSED, "given up while it connected"));
        }
        connection = made;
        isProven = false;
        made.closeHandler(nothing -> {
            if (connection == made) {
                connection = null;
            }
        });
        return Future.succeededFuture(made);
    }

    private static Future<HttpClientResponse> sent(HttpClientRequest request, Map<String, String> headers, Buffer body) {
        headers.forEach(request::putHeader);
        return body.length() == 0 ? request.send() : request.send(body);
    }
}
