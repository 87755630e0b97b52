package assay.loadgen;

import io.vertx.core.http.HttpServerRequest;

/** Answers at once, but for a stall at the beginning of each period, in which it answers nothing: what came in it is answered at its end. */
final class StallingServer implements AutoCloseable {
    private final long period;
    private final long stall;
    private final TestServer server;

    StallingServer(long periodMillis, long stallMillis) {
        this.period = periodMillis;
        this.stall = stallMillis;
        this.server = TestServer.http(this::answer);
    }

    private void answer(HttpServerRequest request) {
        long into = System.nanoTime() / 1_000_000 % period;
        if (into >= stall) {
            request.response().end("ok");
        } else {
            server.vertx().setTimer(stall - into, id -> request.response().end("ok"));
        }
    }

    String url() {
        return server.url("/");
    }

    @Override
    public void close() {
        server.close();
    }
}
