package assay.cluster.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import assay.cluster.command.LocalCommands;
import assay.events.recipe.Site;
import assay.events.recipe.SlurmOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run root is looked at without being made. */
class DirectoryCheckTest {
    @TempDir
    private Path directory;

    @Test
    void shouldLookAtTheNearestDirectoryAboveOneThatIsNotThere() {
        // when
        List<Finding> found = look(directory.resolve("a/b").toString(), InstantSource.system());

        // then
        assertThat(found).filteredOn(finding -> finding.check().equals("run root")).singleElement()
                .satisfies(finding -> assertThat(finding.found()).startsWith(directory + "/a/b will be made; " + directory + " can be written, "));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldSayThatNothingCanBeWritten() throws Exception {
        // given
        Path file = Files.createFile(directory.resolve("file"));

        // then
        assertThat(look(file + "/runs", InstantSource.system())).singleElement().satisfies(finding -> {
            assertThat(finding.grade()).isEqualTo(Grade.BROKEN);
            assertThat(finding.found()).isEqualTo("nothing can be written in " + file + ": not a directory");
            assertThat(finding.remedy()).startsWith("it is the directory that you are in: go to ");
        });
    }

    @Test
    void shouldCompareTheFileSystemsClockWithOurs() {
        // when
        List<Finding> found = look(directory.toString(), () -> InstantSource.system().instant().minus(Duration.ofMinutes(1)));

        // then
        assertThat(found).filteredOn(finding -> finding.check().equals("file clock")).singleElement().satisfies(finding -> {
            assertThat(finding.grade()).isEqualTo(Grade.DOUBTFUL);
            assertThat(finding.found()).contains("ahead of this machine's");
        });
    }

    private static List<Finding> look(String root, InstantSource clock) {
        try (LocalCommands commands = new LocalCommands(Map.of("PATH", System.getenv("PATH")))) {
            return new DirectoryCheck(commands, new Patient(Site.builtIn("slurm"), new SlurmOptions(Map.of(), 1, 0), "auto", root), true, clock).look();
        }
    }
}
