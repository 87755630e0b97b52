package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.RecipeEvent.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files travel with a recipe. */
class NamedFilesTest {
    @TempDir
    private Path directory;
    private Path beside;

    @BeforeEach
    void recipesDirectory() throws IOException {
        beside = Files.createDirectory(directory.resolve("recipes"));
    }

    @Test
    void shouldTakeTheFilesOfServicesAndClientsOnceEach() throws IOException {
        // given
        Files.writeString(beside.resolve("bench.lua"), "hi");
        Files.createDirectory(beside.resolve("etc"));
        Files.writeString(beside.resolve("etc/redis.conf"), "ho");
        // when
        List<SmallFile> files = files("""
                services: { cache: { files: [etc/redis.conf, bench.lua] } }
                clients: { load: { files: [bench.lua] }, other: { run: "true" } }
                """);
        // then
        assertThat(files).containsExactly(new SmallFile("etc/redis.conf", "aG8="), new SmallFile("bench.lua", "aGk="));
    }

    @Test
    void shouldLeaveOutWhatIsMissingAndWhatLiesElsewhere() throws IOException {
        // given
        Files.writeString(directory.resolve("secret"), "not for others");
        Files.createSymbolicLink(beside.resolve("link"), directory.resolve("secret"));
        // when
        List<SmallFile> files = files("clients: { load: { files: [missing, ../secret, link, ., " + directory.resolve("secret") + "] } }");
        // then
        assertThat(files).isEmpty();
    }

    @Test
    void shouldLeaveWhatCannotBeReadToTheParser() {
        assertThat(files("clients: [")).isEmpty();
        assertThat(files("clients: { load: { files: bench.lua } }")).isEmpty();
        assertThat(files("clients: 7")).isEmpty();
        assertThat(files("")).isEmpty();
    }

    @Test
    void shouldRefuseMoreThanAnEventCarries() throws IOException {
        // given
        Files.write(beside.resolve("half"), new byte[130 * 1024]);
        Files.write(beside.resolve("other"), new byte[130 * 1024]);
        // then
        assertThatThrownBy(() -> files("clients: { load: { files: [half, other] } }")).isInstanceOf(RefusedException.class).hasMessageContaining("256 KiB")
                .hasMessageContaining("with other it is too much");
    }

    private List<SmallFile> files(String recipe) {
        return new NamedFiles(beside).of(recipe);
    }
}
