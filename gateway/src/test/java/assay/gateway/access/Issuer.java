package assay.gateway.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A small OpenID Connect issuer on this machine, which signs whatever it is asked to. */
final class Issuer {
    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile KeyPair pair = pair();
    private volatile String keyId = "first";
    private volatile boolean empty;

    Issuer(Vertx vertx) throws Exception {
        server = vertx.createHttpServer().requestHandler(request -> {
            boolean discovery = request.path().equals("/realm/.well-known/openid-configuration");
            asked.addAndGet(discovery ? 1 : 0);
            request.response().end((discovery ? new JsonObject().put("issuer", address().toString()).put("jwks_uri", address() + "/keys") : keys()).toBuffer());
        }).listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/realm");
    }

    /** From now on it signs with another key. */
    void change(String id) {
        pair = pair();
        keyId = id;
    }

    void forgetKeys() {
        empty = true;
    }

    private JsonObject keys() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        JsonArray keys = new JsonArray().add(new JsonObject().put("kty", "oct").put("kid", "shared").put("k", base64("secret".repeat(8).getBytes(StandardCharsets.US_ASCII))))
                .add(new JsonObject().put("kty", "RSA").put("kid", keyId).put("use", "sig").put("alg", "RS256").put("n", number(key.getModulus()))
                        .put("e", number(key.getPublicExponent())));
        return new JsonObject().put("keys", empty ? new JsonArray() : keys);
    }

    /** Claims of a token that is good for five minutes. */
    JsonObject claims(String subject, String scope) {
        long now = System.currentTimeMillis() / 1000;
        return new JsonObject().put("iss", address().toString()).put("aud", "assay").put("sub", subject).put("scope", scope).put("iat", now).put("exp", now + 300);
    }

    String sign(JsonObject claims) throws GeneralSecurityException {
        String text = text(new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", keyId), claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + base64(signature.sign());
    }

    /** Signed with the issuer's public key as if it were a shared secret. */
    String signWithPublicKey(JsonObject claims) throws GeneralSecurityException {
        return signWithSecret(claims, pair.getPublic().getEncoded(), keyId);
    }

    String signWithSecret(JsonObject claims, byte[] secret, String id) throws GeneralSecurityException {
        String text = text(new JsonObject().put("alg", "HS256").put("typ", "JWT").put("kid", id), claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    static String unsigned(JsonObject claims) {
        return text(new JsonObject().put("alg", "none").put("typ", "JWT"), claims) + ".";
    }

    private static String text(JsonObject header, JsonObject claims) {
        return base64(header.toBuffer().getBytes()) + "." + base64(claims.toBuffer().getBytes());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
