package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server is meant, and the key that it is shown. */
class ServerKeyTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void keep() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve(".config/assay")).resolve("key"), "usual\n");
        Files.writeString(Files.createDirectories(directory.resolve("xdg/assay")).resolve("key"), "configured\n");
        Files.writeString(directory.resolve("named"), "named\n");
    }

    private Optional<String> find(Map<String, String> environment) {
        return new ServerKey(environment, directory.toString()).find();
    }

    @Test
    void shouldPreferTheVariableToTheFileItNamesToTheUsualPlace() {
        // given
        String file = directory.resolve("named").toString();

        // then
        assertThat(find(Map.of("ASSAY_KEY", "given", "ASSAY_KEY_FILE", file))).contains("given");
        assertThat(find(Map.of("ASSAY_KEY", "", "ASSAY_KEY_FILE", file))).contains("named");
        assertThat(find(Map.of("XDG_CONFIG_HOME", directory.resolve("xdg").toString()))).contains("configured");
        assertThat(find(Map.of())).contains("usual");
        assertThat(find(Map.of("HOME", directory.resolve("nobody").toString()))).isEmpty();
    }

    @Test
    void shouldWantTheFileThatIsNamed() {
        // given
        Map<String, String> environment = Map.of("ASSAY_KEY_FILE", directory.resolve("none").toString());

        // then
        assertThatThrownBy(() -> find(environment)).isInstanceOf(MisuseException.class).hasMessageContaining("there is no key file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench.example.org", "bench:8080", "ftp://bench", "https://", "https://key@bench", "http://bench/?x=1", "http://a b"})
    void shouldWantAnAddressOfAServer(String url) {
        assertThatThrownBy(() -> HttpConnection.server(url)).isInstanceOf(MisuseException.class).hasMessageContaining("--server: expected an address");
    }

    @Test
    void shouldTakeAnAddressWithAPathBefore() {
        assertThat(HttpConnection.server("https://bench.example.org/assay/")).hasToString("https://bench.example.org/assay");
    }
}
