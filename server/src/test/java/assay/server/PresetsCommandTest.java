package assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cli.Terminal;
import assay.parser.PresetDescription;
import assay.parser.PresetLibrary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The presets as they are listed. */
class PresetsCommandTest {
    @Test
    void shouldTellOfEveryPresetWithinTheTerminal() {
        // given
        PresetLibrary library = PresetLibrary.bundled();
        Terminal terminal = new Terminal(80, 24);
        for (String name : library.names()) {
            PresetDescription preset = library.describe(name).orElseThrow();
            // when
            List<String> lines = PresetsCommand.lines(preset, new Terminal(0, 0));
            // then
            assertThat(lines).contains("      uses: " + name).last().isEqualTo("`assay init " + name + "` writes a recipe to begin with");
            preset.parameters().forEach(parameter -> assertThat(lines).anyMatch(line -> line.startsWith("  " + parameter.name() + "  ")));
            assertThat(PresetsCommand.lines(List.of(preset), terminal)).allMatch(line -> line.length() <= terminal.columns());
        }
    }
}
