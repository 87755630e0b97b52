package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same run as somebody who is not root, as on every real cluster. */
@Timeout(300)
class OrdinaryUserTest {
    private static final String USER = "bench";
    private static final Set<PosixFilePermission> READ_ONLY = PosixFilePermissions.fromString("r-xr-xr-x");

    @RegisterExtension
    static final Workbench WORKBENCH = new Workbench();

    @BeforeAll
    static void become() throws IOException {
        become(WORKBENCH);
    }

    /** From here on commands run as somebody who is not root. */
    static void become(Workbench workbench) throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become another user; all other tests ran as " + System.getProperty("user.name"));
        assumeTrue(Files.readAllLines(Path.of("/etc/passwd")).stream().anyMatch(line -> line.startsWith(USER + ":")), "there is no user " + USER);
        workbench.becomes(USER);
    }

    @Test
    void shouldRunAsAnOrdinaryUser() throws Exception {
        // when
        Trial trial = Trial.shipped(WORKBENCH, "ordinary");

        // then
        RunEvents events = trial.assertEnds(0);
        assertThat(trial.await().out()).contains("VALID").doesNotContain("INVALID");
        assertThat(Slurm.show(events.clusterJob("db"))).contains("UserId=" + USER + "(");
        assertThat(events.of("job.reported", "db").getFirst().path("data").path("details").path("user").asString()).isEqualTo(USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "out"})
    void shouldRefuseAnOutputDirectoryThatItMayNotWriteTo(String below) throws Exception {
        // given
        Path locked = Files.createDirectory(WORKBENCH.directory().resolve("locked-" + below), PosixFilePermissions.asFileAttribute(READ_ONLY));
        Path output = locked.resolve(below);

        // when
        Ended ended = WORKBENCH.assay("run", WORKBENCH.installation().recipe("postgresql.yaml").toString(), "-o", output.toString());

        // then
        assertThat(ended.exitCode()).as(ended.console()).isEqualTo(4);
        assertThat(ended.console()).contains(output.toString(), "by " + USER, "--output-dir").doesNotContain("Exception");
        assertThat(locked).isEmptyDirectory();
    }
}
