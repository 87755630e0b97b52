package assay.loadgen.http;

import assay.loadgen.driver.Driver;
import assay.loadgen.driver.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The same HTTP/1.1 request again and again; a reply is right when its status is and it came whole. */
public final class HttpDriver implements Driver {
    private final HttpServer server;
    private final HttpCall call;
    private final HttpClientAgent client;

    public HttpDriver(Vertx vertx, HttpServer server, HttpCall call) {
        this.server = server;
        this.call = call;
        this.client = server.client(vertx);
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("host", server.host());
        settings.put("port", server.port());
        settings.put("tls", server.isSecure());
        settings.put("method", call.method());
        settings.put("path", server.path());
        settings.put("headers", new TreeSet<>(call.headers().keySet()));
        settings.put("body_bytes", call.body().length);
        settings.put("expected", new TreeSet<>(call.expected()));
        return settings;
    }

    @Override
    public Future<Void> prepare() {
        return Future.succeededFuture();
    }

    /** Connects once: a server that is not there is no measurement. */
    @Override
    public Future<Void> inspect() {
        HttpLink link = new HttpLink(client, server);
        return link.connect().onSuccess(connection -> link.abort()).mapEmpty();
    }

    @Override
    public User user() {
        return new HttpUser(new HttpLink(client, server), server.path().isEmpty() ? "/" : server.path(), call);
    }

    @Override
    public boolean connectsFirst() {
        return false;
    }
}
