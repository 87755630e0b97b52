package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import assay.gateway.access.Limits.Rate;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes, and what does not, over real HTTP. */
@Timeout(60)
class AccessTest {
    @TempDir
    private Path folder;
    private Served served;

    @BeforeEach
    void serve() throws Exception {
        served = Served.in(folder, Served.QUICK);
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    @Test
    void shouldLetAGoodKeyIn() throws Exception {
        // when
        HttpResponse<String> answer = served.get("/thing", served.key(Scope.READ));
        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("somebody");
    }

    @Test
    void shouldMakeAnAdministratorsKeyAtTheFirstStart() throws Exception {
        // when
        String key = Files.readString(folder.resolve("admin.key")).strip();
        // then
        assertThat(served.get("/thing", key).statusCode()).isEqualTo(200);
        assertThat(served.post("/thing", key, BodyPublishers.ofString("abc")).body()).isEqualTo("took 3");
        assertThat(served.post("/thing/cancel", key, BodyPublishers.noBody()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "assay_", "assay_aaaaaaaa_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.", "x"})
    void shouldRefuseWhatIsNoKeyOfItsOwn(String token) throws Exception {
        // when
        HttpResponse<String> answer = served.get("/thing", token);
        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer realm=\"assay\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"type\":\"/problems/" + (token.isEmpty() ? "no-key" : "bad-key") + "\"", "\"status\":401");
    }

    @Test
    void shouldRefuseExpiredRevokedAndTooNarrowKeys() throws Exception {
        // given
        String expired = served.keys.add("old", Set.of(Scope.ADMIN), Optional.of(Duration.ofSeconds(1)), Instant.now().minusSeconds(5)).bearer();
        String narrow = served.key(Scope.READ, Scope.CANCEL);
        IssuedKey revoked = served.keys.add("gone", Set.of(Scope.ADMIN), Optional.empty(), Instant.now());
        assertThat(served.get("/thing", revoked.bearer()).statusCode()).isEqualTo(200);
        // when
        served.keys.revoke(revoked.key().id());
        HttpResponse<String> lacking = served.post("/thing", narrow, BodyPublishers.noBody());
        // then
        assertThat(served.get("/thing", expired).statusCode()).isEqualTo(401);
        assertThat(served.get("/thing", revoked.bearer()).statusCode()).isEqualTo(401);
        assertThat(lacking.statusCode()).isEqualTo(403);
        assertThat(lacking.body()).contains("/problems/scope-missing", "scope 'submit'");
    }

    @Test
    void shouldServeThreePathsToAllAndNoOthers() throws Exception {
        assertThat(served.get("/healthz", "").statusCode()).isEqualTo(200);
        assertThat(served.get("/healthz/", "").statusCode()).isEqualTo(401);
        assertThat(served.get("/healthz/../thing", "").statusCode()).isEqualTo(401);
        assertThat(served.get("/healthz/%2e%2e/thing", "").statusCode()).isEqualTo(401);
        assertThat(served.get("/thing?x=/healthz", "").statusCode()).isEqualTo(401);
        assertThat(served.post("/healthz", "", BodyPublishers.noBody()).statusCode()).isEqualTo(401);
        assertThat(served.get("/nowhere", "").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldTellBrowsersToLoadAndRunNothing() throws Exception {
        // given
        String key = served.key(Scope.READ);
        // when
        HttpResponse<String> thing = served.get("/thing", key);
        HttpResponse<String> page = served.get("/page", key);
        // then
        assertThat(thing.headers().map()).containsEntry("x-content-type-options", List.of("nosniff")).containsEntry("cache-control", List.of("no-store"))
                .containsEntry("referrer-policy", List.of("no-referrer")).containsEntry("x-frame-options", List.of("DENY"));
        assertThat(thing.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none'").contains("sandbox").doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("style-src 'unsafe-inline'", "img-src data:", "sandbox").doesNotContain("script");
        assertThat(served.get("/thing", "").headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void shouldHoldBackWhoAsksTooMuch() throws Exception {
        // given
        served.close();
        served = Served.in(folder, limited(new Rate(1, 2), new Rate(1, 3), new Rate(1, 1_000)));
        String key = served.key(Scope.SUBMIT, Scope.READ);
        // when
        List<Integer> submitted = statuses(4, () -> served.post("/thing", key, BodyPublishers.noBody()));
        List<Integer> read = statuses(5, () -> served.get("/thing", key));
        HttpResponse<String> refused = served.get("/thing", key);
        // then
        assertThat(submitted).startsWith(200, 200).endsWith(429);
        assertThat(read).startsWith(200, 200, 200).endsWith(429);
        assertThat(refused.headers().firstValue("Retry-After").orElse("")).isEqualTo("1");
        assertThat(refused.body()).contains("/problems/too-many-requests", "try again in 1 s");
        assertThat(served.get("/thing", Files.readString(folder.resolve("admin.key")).strip()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotLetBadKeysHoldUpGoodOnesFromTheSameAddress() throws Exception {
        // given
        served.close();
        served = Served.in(folder, limited(new Rate(100, 100), new Rate(100, 100), new Rate(1, 5)));
        // when
        List<Integer> bad = statuses(8, () -> served.get("/thing", "assay_wrong"));
        // then
        assertThat(bad).startsWith(401, 401, 401, 401, 401).endsWith(429);
        assertThat(served.get("/thing", served.key(Scope.READ)).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseMoreConnectionsThanItHolds() throws Exception {
        // given
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(served.connect());
        }
        // when
        String answer = Served.rest(served.connect());
        // then
        assertThat(answer).isEmpty();
        for (Socket socket : held) {
            assertThat(Served.rest(socket)).isEmpty();
        }
        assertThat(served.get("/healthz", "").statusCode()).isEqualTo(200);
    }

    private static Limits limited(Rate submissions, Rate reads, Rate failures) {
        Limits quick = Served.QUICK;
        return new Limits(quick.bodyBytes(), quick.headerBytes(), quick.headers(), quick.uriBytes(), quick.connections(), quick.header(), quick.between(), quick.body(),
                quick.idle(), submissions, reads, failures);
    }

    private static List<Integer> statuses(int times, Asking asking) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            statuses.add(asking.ask().statusCode());
        }
        return statuses;
    }

    private interface Asking {
        HttpResponse<String> ask() throws Exception;
    }
}
