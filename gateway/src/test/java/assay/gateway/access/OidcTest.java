package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.gateway.access.AccessConfig.Oidc;
import assay.log.FilelessVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of an issuer, real signatures and all. */
@Timeout(60)
class OidcTest {
    private final Vertx vertx = FilelessVertx.start(new VertxOptions());
    @TempDir
    private Path folder;
    private Issuer issuer;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        issuer = new Issuer(vertx);
        served = serving("scope");
    }

    private Served serving(String claim) throws Exception {
        return Served.with(new AccessConfig(new ListenAddress("127.0.0.1", 0), KeyFile.at(folder.resolve("keys.json")), Optional.empty(),
                Optional.of(new Oidc(issuer.address(), "assay", claim)), Served.QUICK));
    }

    @AfterEach
    void close() throws Exception {
        served.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldTakeATokenForWhatItsScopesSay() throws Exception {
        // given
        String token = issuer.sign(issuer.claims("anna@example.org", "openid profile read"));
        // when, then
        assertThat(served.get("/thing", token).body()).isEqualTo("oidc:anna@example.org");
        assertThat(served.post("/thing", token, BodyPublishers.noBody()).statusCode()).isEqualTo(403);
        assertThat(Files.exists(folder.resolve("keys.json"))).isFalse();
    }

    @Test
    void shouldTakeKeysBesideTokens() throws Exception {
        assertThat(served.get("/thing", served.key(Scope.READ)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseTokensThatAreNotForIt() throws Exception {
        // given
        long now = System.currentTimeMillis() / 1000;
        JsonObject good = issuer.claims("anna", "read");
        assertThat(served.get("/thing", issuer.sign(good)).statusCode()).isEqualTo(200);
        // when, then
        refused(issuer.sign(good.copy().put("aud", "another")));
        refused(issuer.sign(without(good, "aud")));
        refused(issuer.sign(good.copy().put("iss", "https://evil.example.org")));
        refused(issuer.sign(without(good, "iss")));
        refused(issuer.sign(good.copy().put("exp", now - 120)));
        refused(issuer.sign(without(good, "exp")));
        refused(issuer.sign(good.copy().put("nbf", now + 600)));
        refused(issuer.sign(without(good, "sub")));
        refused(issuer.sign(good.copy().put("sub", "anna\nadmin")));
    }

    @Test
    void shouldAllowForClocksThatDiffer() throws Exception {
        // given
        JsonObject claims = issuer.claims("anna", "read").put("exp", System.currentTimeMillis() / 1000 - 10);
        // when, then
        assertThat(served.get("/thing", issuer.sign(claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseForgeries() throws Exception {
        // given
        JsonObject claims = issuer.claims("root", "admin");
        String token = issuer.sign(claims);
        String other = new Issuer(vertx).sign(claims);
        // when, then
        refused(Issuer.unsigned(claims));
        refused(issuer.signWithPublicKey(claims));
        refused(issuer.signWithSecret(claims, "secret".repeat(8).getBytes(StandardCharsets.US_ASCII), "shared"));
        refused(token.substring(0, token.length() - 4) + "AAAA");
        refused(token.substring(0, token.lastIndexOf('.') + 1));
        refused(other);
        refused(token.substring(token.indexOf('.')));
        refused("e30.e30.e30");
        refused("..");
    }

    @Test
    void shouldTakeNobodyWhileTheIssuerHasNoKeys() throws Exception {
        // given
        issuer.forgetKeys();
        // when, then
        refused(Issuer.unsigned(issuer.claims("root", "admin")));
        refused(issuer.sign(issuer.claims("anna", "read")));
    }

    @Test
    void shouldAskForKeysOnceAndAgainOnlyNowAndThen() throws Exception {
        // given
        assertThat(served.get("/thing", issuer.sign(issuer.claims("anna", "read"))).statusCode()).isEqualTo(200);
        // when
        for (int i = 0; i < 10; i++) {
            JsonObject claims = issuer.claims("anna", "read");
            refused(issuer.signWithSecret(claims, new byte[32], "unheard" + i));
        }
        // then
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void shouldLearnOfANewKey() throws Exception {
        // given
        OidcTokens tokens = new OidcTokens(vertx, new Oidc(issuer.address(), "assay", "scope"));
        Instant now = Instant.now();
        assertThat(tokens.principal(issuer.sign(issuer.claims("anna", "read")), now).await(10, TimeUnit.SECONDS)).isPresent();
        // when
        issuer.change("second");
        Optional<Principal> found = tokens.principal(issuer.sign(issuer.claims("anna", "read")), now.plus(Duration.ofSeconds(20))).await(10, TimeUnit.SECONDS);
        // then
        assertThat(found).contains(new Principal("oidc:anna", Set.of(Scope.READ)));
    }

    @Test
    void shouldFindScopesWhereItIsTold() throws Exception {
        // given
        served.close();
        served = serving("realm_access.roles");
        JsonObject roles = new JsonObject().put("roles", new JsonArray().add("assay:submit").add("assay:root").add(7));
        // when
        String token = issuer.sign(issuer.claims("anna", "admin").put("realm_access", roles));
        // then
        assertThat(served.post("/thing", token, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(served.get("/thing", token).statusCode()).isEqualTo(403);
    }

    @Test
    void shouldNotBelieveAnIssuerOverAnOpenLine() {
        assertThatThrownBy(() -> AccessConfig.of(Map.of("ASSAY_OIDC_ISSUER", "http://id.example.org", "ASSAY_OIDC_AUDIENCE", "assay")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https://");
        assertThatThrownBy(() -> AccessConfig.of(Map.of("ASSAY_OIDC_ISSUER", "https://id.example.org"))).hasMessageContaining("ASSAY_OIDC_AUDIENCE");
    }

    private void refused(String token) throws Exception {
        assertThat(served.get("/thing", token).statusCode()).as(token).isEqualTo(401);
    }

    private static JsonObject without(JsonObject claims, String name) {
        JsonObject fewer = claims.copy();
        fewer.remove(name);
        return fewer;
    }
}
