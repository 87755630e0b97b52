package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server that a command leaves behind. */
@Timeout(300)
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
    void shouldBeStoppedByACommandOnlyWhenNoRunIsUnderWay() throws Exception {
        // given
        String recipe = workbench.recipe("later.yaml", Recipes.service("sleep 100", ", begin: now+1hour"));
        String run = workbench.assay("submit", recipe, "-o", workbench.output().toString()).out().strip();

        // when
        Ended refused = workbench.assay("server", "stop");
        assertThat(workbench.assay("cancel", run).exitCode()).isZero();
        assertThat(workbench.assay("wait", run).exitCode()).isEqualTo(5);
        Ended stopped = workbench.assay("server", "stop");

        // then
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("unfinished runs: " + run, "--force");
        assertThat(stopped.exitCode()).as(stopped.console()).isZero();
        assertThat(workbench.server().filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Files.readString(workbench.data().resolve("server.log"))).contains("The server ends {reason=it was told to stop}").endsWith("The server has ended\n");
        assertThat(workbench.assay("server", "stop").exitCode()).as("nothing is left to stop").isZero();
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
