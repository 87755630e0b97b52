package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.events.RecipeEvent.Mode;
import assay.events.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How things are named on the command line: runs, directories, recipes, time spans. */
class NamesTest {
    @TempDir
    private Path directory;

    @Test
    void shouldShortenIdsAsFarAsTheyDiffer() {
        // given
        RunId one = new RunId("abcdefgh01");
        RunId two = new RunId("abcdefgh02");
        RunId other = new RunId("zbcdefgh01");
        // when
        ShortIds ids = ShortIds.among(List.of(one, two, other));
        // then
        assertThat(List.of(ids.of(one), ids.of(two), ids.of(other))).containsExactly("abcdefgh01", "abcdefgh02", "zbcdef");
        assertThat(ShortIds.alone(one)).isEqualTo("abcdef");
    }

    @Test
    void shouldMakeIdsThatDiffer() {
        assertThat(RecipeFile.newRun()).isNotEqualTo(RecipeFile.newRun());
    }

    @Test
    void shouldPreferTheOptionToTheVariableToTheHome() {
        assertThat(DataDirectoryOption.path(Optional.of(Path.of("/a/../b")), Map.of("ASSAY_DATA_DIR", "/c"), "/home/ada")).isEqualTo(Path.of("/b"));
        assertThat(DataDirectoryOption.path(Optional.empty(), Map.of("ASSAY_DATA_DIR", "/c"), "/home/ada")).isEqualTo(Path.of("/c"));
        assertThat(DataDirectoryOption.path(Optional.empty(), Map.of("ASSAY_DATA_DIR", ""), "/home/ada")).isEqualTo(Path.of("/home/ada/.local/state/assay"));
        assertThat(DataDirectoryOption.path(Optional.empty(), Map.of("HOME", "/tmp/eve"), "/home/ada")).isEqualTo(Path.of("/tmp/eve/.local/state/assay"));
    }

    @Test
    void shouldWantAnOutputDirectoryThatIsNewOrEmpty() throws IOException {
        // given
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.createFile(full.resolve("kept"));
        // then
        OutputDirectory.make(directory.resolve("new/deep"));
        OutputDirectory.make(directory.resolve("new/deep"));
        assertThat(directory.resolve("new/deep")).isDirectory();
        assertThatThrownBy(() -> OutputDirectory.make(full)).isInstanceOf(RefusedException.class).hasMessageContaining("is not empty");
        assertThatThrownBy(() -> OutputDirectory.make(full.resolve("kept"))).isInstanceOf(RefusedException.class).hasMessageContaining("is a file");
    }

    @Test
    void shouldSayWhyARecipeCannotBeRead() {
        // given
        Path output = directory.resolve("out");
        // then
        assertThatThrownBy(() -> RecipeFile.submission(directory.resolve("no.yaml"), Mode.RUN, output, List.of(), Map.of())).isInstanceOf(MisuseException.class)
                .hasMessageContaining("there is no recipe");
        assertThatThrownBy(() -> RecipeFile.submission(directory, Mode.RUN, output, List.of(), Map.of())).isInstanceOf(MisuseException.class).hasMessageContaining("is a directory");
    }

    @Test
    void shouldWriteTimeSpansAsPeopleDo() {
        assertThat(Moments.words(Duration.ofMillis(120))).isEqualTo("0.1 s");
        assertThat(Moments.words(Duration.ofMillis(-5))).isEqualTo("0.0 s");
        assertThat(Moments.words(Duration.ofSeconds(245))).isEqualTo("4 m 05 s");
        assertThat(Moments.words(Duration.ofMinutes(130))).isEqualTo("2 h 10 m");
    }
}
