package assay.loadgen.openai;

import assay.loadgen.driver.Driver;
import assay.loadgen.driver.Request;
import assay.loadgen.driver.User;
import assay.loadgen.http.HttpFailures;
import assay.loadgen.http.HttpLink;
import assay.loadgen.http.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Completions or chat completions as streams of tokens. */
public final class OpenAiDriver implements Driver {
    private static final int OK = 200;
    /** Far from the number of any request of the load, so that no cache knows one of them. */
    private static final long FIRST_REQUEST = 1L << 40;

    private final HttpServer server;
    private final HttpClientAgent client;
    private final Prompts prompts;
    private final long seed;
    private OpenAiCall call;

    public OpenAiDriver(Vertx vertx, HttpServer server, OpenAiCall call, Prompts prompts, long seed) {
        this.server = server;
        this.client = server.client(vertx);
        this.call = call;
        this.prompts = prompts;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("host", server.host());
        settings.put("port", server.port());
        settings.put("tls", server.isSecure());
        settings.put("path", call.path());
        settings.put("model", call.model());
        settings.put("ignore_eos", call.ignoreEos());
        settings.put("extra", call.extra());
        settings.putAll(prompts.settings());
        return settings;
    }

    @Override
    public Future<Void> prepare() {
        return Future.succeededFuture();
    }

    /** Looks for the model, takes the only one where none was named, and has one request answered. */
    @Override
    public Future<Void> inspect() {
        HttpLink link = new HttpLink(client, server);
        return link.exchange(HttpMethod.GET, call.base() + "/models", call.headers(), Buffer.buffer(), OpenAiDriver::whole).map(this::modelOf).compose(model -> {
                    call = new OpenAiCall(call.base(), call.isChat(), model, call.ignoreEos(), call.extra(), call.apiKey());
                    return first(new OpenAiUser(link, call, prompts));
                }).onComplete(nothing -> link.abort());
    }

    private Future<Void> first(User user) {
        return user.request(Request.of(seed, FIRST_REQUEST)).<Void>mapEmpty().recover(cause -> Future.failedFuture(
                new IllegalStateException("the first request to " + call.path() + " failed: " + cause.getMessage(), cause)));
    }

    private static Future<Buffer> whole(HttpClientResponse response) {
        return response.body().compose(body -> response.statusCode() == OK ? Future.succeededFuture(body)
                : Future.failedFuture(HttpFailures.status(response.statusCode(), body.toString())));
    }

    private String modelOf(Buffer body) {
        List<String> served = new ArrayList<>();
        for (JsonNode model : JsonMapper.shared().readTree(body.getBytes()).path("data")) {
            served.add(model.path("id").asString(""));
        }
        if (call.model().isEmpty() && served.size() == 1) {
            return served.getFirst();
        }
        if (served.contains(call.model())) {
            return call.model();
        }
        throw new IllegalStateException(call.model().isEmpty() ? "the server serves " + served + ": name one of them with --model"
                : "the server does not serve '" + call.model() + "' but " + served);
    }

    @Override
    public User user() {
        return new OpenAiUser(new HttpLink(client, server), call, prompts);
    }

    @Override
    public boolean connectsFirst() {
        return false;
    }
}
