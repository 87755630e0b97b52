package assay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.core.runner.RunnerTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {
    @TempDir
    private Path directory;

    private void secret(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private List<String> obstacles(String... names) {
        return new SecretFiles(directory).obstacles(List.of(names));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void shouldReadWhatOnlyItsOwnerMayRead(String permissions) throws IOException {
        // given
        secret("api-key", "s3cret\n", permissions);
        // when
        byte[] read = new SecretFiles(directory).read("api-key");
        // then
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("s3cret\n");
        assertThat(obstacles("api-key")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----", "rw------x"})
    void shouldRefuseWhatOthersMayTouchAndSayHowToCloseIt(String permissions) throws IOException {
        // given
        secret("api-key", "s3cret", permissions);
        // when
        List<String> obstacles = obstacles("api-key");
        // then
        assertThat(obstacles).containsExactly("the secret api-key is open to others than its owner (" + permissions + "): run: chmod 600 " + directory.resolve("api-key"));
        assertThatThrownBy(() -> new SecretFiles(directory).read("api-key")).isInstanceOf(UncheckedIOException.class).hasMessage(obstacles.getFirst());
    }

    @Test
    void shouldTellOfEverySecretAtOnce() throws IOException {
        // given
        secret("empty", "", "rw-------");
        secret("nul", "a\0b", "rw-------");
        secret("long", "x".repeat(64 * 1024 + 1), "rw-------");
        Files.createDirectory(directory.resolve("folder"));
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("nul"));
        // when
        List<String> obstacles = obstacles("empty", "nul", "long", "folder", "link", "missing", "../up");
        // then
        assertThat(obstacles).hasSize(7);
        assertThat(obstacles.get(0)).contains("1 to 65536 bytes");
        assertThat(obstacles.get(1)).contains("NUL");
        assertThat(obstacles.get(2)).contains("has 65537");
        assertThat(obstacles.get(3)).contains("regular file");
        assertThat(obstacles.get(4)).contains("regular file");
        assertThat(obstacles.get(5)).contains("is missing: write it into " + directory.resolve("missing"));
        assertThat(obstacles.get(6)).contains("no name that a file can bear");
    }

    @Test
    void shouldLookWhereConfigurationLies() {
        assertThat(RunnerConfig.standard(Map.of("XDG_CONFIG_HOME", "/etc/mine", "HOME", "/home/ada"), "/root"))
                .isEqualTo(new RunnerConfig(RunnerTiming.standard(), Path.of("/etc/mine/assay/secrets")));
        assertThat(RunnerConfig.standard(Map.of("XDG_CONFIG_HOME", "", "HOME", "/home/ada"), "/root").secrets()).isEqualTo(Path.of("/home/ada/.config/assay/secrets"));
        assertThat(RunnerConfig.standard(Map.of(), "/root").secrets()).isEqualTo(Path.of("/root/.config/assay/secrets"));
    }
}
