package assay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    @TempDir
    private Path folder;
    private KeyFile file;

    @BeforeEach
    void at() {
        file = KeyFile.at(folder.resolve("assay/keys.json"));
    }

    @Test
    void shouldKeepOnlyAHashOfWhatItGivesOut() throws Exception {
        // when
        IssuedKey issued = file.add("anna", Set.of(Scope.READ), Optional.of(Duration.ofDays(90)), NOW);
        // then
        String secret = issued.bearer().substring(15);
        assertThat(issued.bearer()).matches("assay_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(file.path())).contains("\"anna\"", "\"read\"", "2027-02-24T10:00:00Z", issued.key().id()).doesNotContain(secret);
        assertThat(issued.toString()).doesNotContain(secret);
        assertThat(file.list()).containsExactly(issued.key());
    }

    @Test
    void shouldBeItsOwnersAlone() throws Exception {
        // when
        file.add("anna", Set.of(Scope.READ), Optional.empty(), NOW);
        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path().getParent()))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
    void shouldRefuseAFileThatIsOpenToOthers(String permissions) throws Exception {
        // given
        file.add("anna", Set.of(Scope.READ), Optional.empty(), NOW);
        // when
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(permissions));
        // then
        assertThatThrownBy(file::list).isInstanceOf(KeyFileException.class).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> file.add("otto", Set.of(Scope.READ), Optional.empty(), NOW)).isInstanceOf(KeyFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"keys\":[{}]}", "{\"keys\":[{\"id\":\"abcdefgh\",\"name\":\"x\",\"sha256\":\"\",\"scopes\":[],\"created\":\"2026-11-26T10:00:00Z\"}]}",
        "{\"keys\":[{\"id\":\"abcdefgh\",\"name\":\"x\",\"scopes\":[\"root\"],\"created\":\"yesterday\"}]}"})
    void shouldSayWhatIsWrongWithABrokenFile(String text) throws Exception {
        // given
        Files.createDirectories(file.path().getParent());
        // when
        KeyFile.write(file.path(), text);
        // then
        assertThatThrownBy(file::list).isInstanceOf(KeyFileException.class).hasMessageContaining(file.path().toString());
    }

    @Test
    void shouldTakeAKeyBack() throws Exception {
        // given
        IssuedKey first = file.add("anna", Set.of(Scope.READ), Optional.empty(), NOW);
        IssuedKey second = file.add("anna", Set.of(Scope.ADMIN), Optional.empty(), NOW);
        // when
        boolean revoked = file.revoke(first.key().id());
        // then
        assertThat(revoked).isTrue();
        assertThat(file.revoke("nobodys1")).isFalse();
        assertThat(file.list()).containsExactly(second.key());
    }

    @Test
    void shouldLoseNoneOfManyThatAreMadeAtOnce() throws Exception {
        // when
        IntStream.range(0, 20).parallel().forEach(number -> {
            try {
                KeyFile.at(file.path()).add("k" + number, Set.of(Scope.READ), Optional.empty(), NOW);
            } catch (KeyFileException e) {
                throw new IllegalStateException(e);
            }
        });
        // then
        assertThat(file.list()).extracting(Key::id).doesNotHaveDuplicates().hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "oidc:anna", "../x", "-x", "ä"})
    void shouldRefuseNamesThatCouldBeTakenForOthers(String name) {
        assertThatThrownBy(() -> file.add(name, Set.of(Scope.READ), Optional.empty(), NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKnowItsKeysAsTheyStandNow() throws Exception {
        // given
        KnownKeys known = new KnownKeys(file);
        IssuedKey issued = file.add("anna", Set.of(Scope.READ), Optional.of(Duration.ofHours(1)), NOW);
        Bearer bearer = Bearer.of(issued.bearer()).orElseThrow();
        Bearer forged = new Bearer(bearer.id(), "A".repeat(43));
        Bearer another = new Bearer("zzzzzzzz", bearer.secret());
        // when, then
        assertThat(known.principal(bearer, NOW)).contains(new Principal("anna", Set.of(Scope.READ)));
        assertThat(known.principal(forged, NOW)).isEmpty();
        assertThat(known.principal(another, NOW)).isEmpty();
        assertThat(known.principal(bearer, NOW.plus(Duration.ofHours(1)))).isEmpty();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(known.principal(bearer, NOW)).isEmpty();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
        assertThat(known.principal(bearer, NOW)).isPresent();
        file.revoke(bearer.id());
        assertThat(known.principal(bearer, NOW)).isEmpty();
    }

    @Test
    void shouldStandWhereTheEnvironmentSays() {
        assertThat(KeyFile.of(Map.of("HOME", "/home/u")).path()).isEqualTo(Path.of("/home/u/.config/assay/keys.json"));
        assertThat(KeyFile.of(Map.of("HOME", "/home/u", "XDG_CONFIG_HOME", "/etc/x")).path()).isEqualTo(Path.of("/etc/x/assay/keys.json"));
        assertThat(KeyFile.of(Map.of("HOME", "/home/u", "ASSAY_KEYS", "/run/k.json")).path()).isEqualTo(Path.of("/run/k.json"));
    }

    @Test
    void shouldReadScopes() {
        assertThat(Scope.listed("read, submit")).isEqualTo(Set.of(Scope.READ, Scope.SUBMIT));
        assertThat(List.of("", "root", "read,", "READ")).allSatisfy(words -> assertThatThrownBy(() -> Scope.listed(words)).hasMessageContaining("submit, read, cancel, admin"));
    }
}
