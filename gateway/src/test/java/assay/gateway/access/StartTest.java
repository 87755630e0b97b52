package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.gateway.access.AccessConfig.Oidc;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway finds when it starts. */
class StartTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    @TempDir
    private Path folder;
    private KeyFile keys;

    @BeforeEach
    void at() {
        keys = KeyFile.at(folder.resolve("keys.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8080", "0.0.0.0:8080"})
    void shouldMakeAnAdministratorsKeyOnce(String listen) throws Exception {
        // when
        FirstKey.prepare(config(listen, Optional.empty()), NOW);
        FirstKey.prepare(config(listen, Optional.empty()), NOW);
        // then
        Path file = folder.resolve("admin.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("assay_[a-z0-9]{8}_[A-Za-z0-9_-]{43}\n");
        assertThat(keys.list()).singleElement().satisfies(key -> assertThat(key.scopes()).containsExactly(Scope.ADMIN));
    }

    @Test
    void shouldNotServeOthersWhenNobodyCouldAuthenticate() throws Exception {
        // given
        IssuedKey first = keys.add("anna", Set.of(Scope.READ), Optional.of(Duration.ofDays(1)), NOW);
        // when, then
        assertThatCode(() -> FirstKey.prepare(config("0.0.0.0:8080", Optional.empty()), NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> FirstKey.prepare(config("0.0.0.0:8080", Optional.empty()), NOW.plus(Duration.ofDays(2))))
                .isInstanceOf(AccessRefusedException.class).hasMessageContainingAll("0.0.0.0:8080", "assay keys add");
        assertThatCode(() -> FirstKey.prepare(config("[::1]:8080", Optional.empty()), NOW.plus(Duration.ofDays(2)))).doesNotThrowAnyException();
        keys.revoke(first.key().id());
        assertThatThrownBy(() -> FirstKey.prepare(config("[::]:8080", Optional.empty()), NOW)).isInstanceOf(AccessRefusedException.class);
        assertThatCode(() -> FirstKey.prepare(config("0.0.0.0:8080", Optional.of(new Oidc(URI.create("https://id.example.org"), "assay", "scope"))), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNotStartOnKeysThatOthersMayRead() throws Exception {
        // given
        keys.add("anna", Set.of(Scope.READ), Optional.empty(), NOW);
        Files.setPosixFilePermissions(keys.path(), PosixFilePermissions.fromString("rw-r--r--"));
        // when, then
        assertThatThrownBy(() -> FirstKey.prepare(config("127.0.0.1:8080", Optional.empty()), NOW)).isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void shouldNotStartWithoutItsCertificate() {
        // given
        AccessConfig config = new AccessConfig(ListenAddress.STANDARD, keys, Optional.of(new AccessConfig.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))),
                Optional.empty(), Limits.STANDARD);
        // when, then
        assertThatThrownBy(() -> Access.prepare(config, Clock.systemUTC())).isInstanceOf(AccessRefusedException.class).hasMessageContainingAll("cert.pem", "ASSAY_TLS_CERT");
    }

    @Test
    void shouldReadItsEnvironment() {
        // when
        AccessConfig config = AccessConfig.of(Map.of("HOME", "/home/u", "ASSAY_HTTP_LISTEN", "[::1]:9000", "ASSAY_TLS_CERT", "/c.pem", "ASSAY_TLS_KEY", "/k.pem",
                "ASSAY_HTTP_SUBMISSIONS_PER_SECOND", "5", "ASSAY_OIDC_ISSUER", "https://id.example.org/r", "ASSAY_OIDC_AUDIENCE", "assay"));
        // then
        assertThat(config.listen()).isEqualTo(new ListenAddress("::1", 9_000)).hasToString("[::1]:9000");
        assertThat(config.tls()).contains(new AccessConfig.Tls(Path.of("/c.pem"), Path.of("/k.pem")));
        assertThat(config.oidc()).contains(new Oidc(URI.create("https://id.example.org/r"), "assay", "scope"));
        assertThat(config.limits().submissions()).isEqualTo(new Limits.Rate(5, 10));
        assertThat(AccessConfig.of(Map.of()).listen()).isEqualTo(new ListenAddress("127.0.0.1", 8_080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "127.0.0.1", "127.0.0.1:99999", "http://x:80", "a b:80", "::1:80"})
    void shouldSayWhatAnAddressLooksLike(String text) {
        assertThatThrownBy(() -> ListenAddress.of(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("127.0.0.1:8080");
    }

    @Test
    void shouldSayWhatIsWrongInItsEnvironment() {
        assertThatThrownBy(() -> AccessConfig.of(Map.of("ASSAY_TLS_CERT", "/c.pem"))).hasMessageContaining("ASSAY_TLS_KEY");
        assertThatThrownBy(() -> AccessConfig.of(Map.of("ASSAY_HTTP_READS_PER_SECOND", "many"))).hasMessageContaining("'many'");
    }

    private AccessConfig config(String listen, Optional<Oidc> oidc) {
        return new AccessConfig(ListenAddress.of(listen), keys, Optional.empty(), oidc, Limits.STANDARD);
    }
}
