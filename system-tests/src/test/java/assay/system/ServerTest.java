package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server that a command leaves behind. */
@Timeout(120)
class ServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Workbench workbench = new Workbench();

    /** Starts a server: what it is asked for is rejected, so nothing runs. */
    private Started submit() throws Exception {
        return workbench.startAssay("submit", workbench.recipe("bad.yaml", Recipes.service("true", ", bad: key")));
    }

    @Test
    void shouldStopAtOnceWhenToldTo() throws Exception {
        // given
        assertThat(submit().await(LIMIT).exitCode()).isZero();
        assertThat(workbench.assay("wait", "latest").exitCode()).isEqualTo(4);
        ProcessHandle server = workbench.server().orElseThrow();

        // when
        server.destroy();

        // then
        assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(12));
    }

    @Test
    void shouldBeSharedByCommandsThatStartAtTheSameTime() throws Exception {
        // given
        Started one = submit();
        Started two = submit();

        // when
        Ended first = one.await(LIMIT);
        Ended second = two.await(LIMIT);

        // then
        assertThat(first.exitCode()).as(first.console()).isZero();
        assertThat(second.exitCode()).as(second.console()).isZero();
        assertThat(workbench.server().filter(ProcessHandle::isAlive)).isPresent();
    }

    @Test
    void shouldKeepItsPasswordFromOthers() throws Exception {
        // when
        assertThat(submit().await(LIMIT).exitCode()).isZero();

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workbench.data()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workbench.data().resolve("endpoint.json")))).isEqualTo("rw-------");
    }
}
