package assay.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public keys of an issuer, found by its discovery document. What it says of any other issuer is not believed. */
final class IssuerKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(IssuerKeys.class);
    private static final int LONGEST = 1 << 20;
    private static final long PATIENCE_MILLIS = 10_000;
    /** Key pairs; with a key that both sides have, whoever can verify could sign. */
    private static final Set<String> KINDS = Set.of("RSA", "EC", "OKP");
    private final HttpClient client;
    private final URI issuer;

    IssuerKeys(Vertx vertx, URI issuer) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setVerifyHost(true));
        this.issuer = issuer;
    }

    Future<List<JsonObject>> fetch() {
        return get(URI.create(issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration")).compose(this::keys)
                .onFailure(failure -> LOGGER.atError().addKeyValue("issuer", issuer).addKeyValue("reason", failure.getMessage())
                        .log("The issuer's keys cannot be had: tokens that are signed with others are refused"));
    }

    private Future<List<JsonObject>> keys(JsonObject discovered) {
        if (!issuer.toString().equals(discovered.getString("issuer"))) {
            return Future.failedFuture("the discovery document is of the issuer " + discovered.getString("issuer"));
        }
        URI address = URI.create(discovered.getString("jwks_uri", ""));
        if (!"https".equals(address.getScheme()) && !Loopback.is(address)) {
            return Future.failedFuture("the keys lie at '" + address + "', which is no https:// address");
        }
        return get(address).map(set -> set.getJsonArray("keys").stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                .filter(key -> KINDS.contains(key.getString("kty", "")) && key.getString("use", "sig").equals("sig")).toList());
    }

    private Future<JsonObject> get(URI address) {
        RequestOptions request = new RequestOptions().setAbsoluteURI(address.toString()).setMethod(HttpMethod.GET).setTimeout(PATIENCE_MILLIS)
                .putHeader("Accept", "application/json");
        // Inside, on the context of the request: behind it, the answer may have gone by before anybody listens.
        return client.request(request).compose(asked -> asked.send().compose(IssuerKeys::whole)).map(JsonObject::new);
    }

    private static Future<Buffer> whole(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("it answered " + response.statusCode());
        }
        Buffer all = Buffer.buffer();
        response.handler(part -> {
            if (all.length() + part.length() > LONGEST) {
                response.request().connection().close();
            } else {
                all.appendBuffer(part);
            }
        });
        return response.end().map(all);
    }
}
