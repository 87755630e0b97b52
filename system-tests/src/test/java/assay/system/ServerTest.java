package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server that a command leaves behind. */
@Timeout(120)
class ServerTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @Test
    void shouldStopAtOnceWhenToldTo() throws Exception {
        // given
        assertThat(workbench.assay("list").exitCode()).isZero();
        ProcessHandle server = workbench.server().orElseThrow();
        Eventually.await("the server says that it is ready", LIMIT, () -> workbench.serverLog().contains("the server is ready"));

        // when
        server.destroy();

        // then
        server.onExit().get(12, TimeUnit.SECONDS);
        assertThat(workbench.data().resolve("endpoint.json")).doesNotExist();
    }

    @Test
    void shouldBeSharedByCommandsThatStartAtTheSameTime() {
        // given
        Started one = workbench.startAssay("list");
        Started two = workbench.startAssay("list");

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
        workbench.assay("list");

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workbench.data()))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workbench.data().resolve("endpoint.json")))).isEqualTo("rw-------");
    }
}
