package assay.loadgen;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** A real server on a free port of this machine, on an event loop of its own. */
public final class TestServer implements AutoCloseable {
    private final Vertx vertx;
    private final int port;

    private TestServer(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /** Answers each request with the handler. */
    public static TestServer http(Handler<HttpServerRequest> handler) {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1").await();
        return new TestServer(vertx, server.actualPort());
    }

    /** Treats each connection with the handler. */
    public static TestServer tcp(Handler<NetSocket> handler) {
        Vertx vertx = Vertx.vertx();
        NetServer server = vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1").await();
        return new TestServer(vertx, server.actualPort());
    }

    public Vertx vertx() {
        return vertx;
    }

    public int port() {
        return port;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
