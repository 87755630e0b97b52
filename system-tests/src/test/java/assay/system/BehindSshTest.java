package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The server is under one account, the cluster under another one behind ssh, and the server's account may not look where the run directories are. */
@Timeout(300)
class BehindSshTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    private LoginNode login;

    @BeforeEach
    void open() throws IOException {
        login = LoginNode.open(workbench);
        workbench.becomes(LoginNode.ASSAY);
    }

    @AfterEach
    void close() {
        if (login != null) {
            login.close();
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(file -> directory.relativize(file).toString()).sorted().toList();
        }
    }

    private Trial run(String name, String... settings) {
        List<String> all = Stream.concat(Stream.of("cluster=far"), Stream.of(settings)).toList();
        return Trial.shipped(workbench, name, all.toArray(String[]::new));
    }

    @Test
    void shouldBringHomeWhatARunLeavesOnAClusterThatItCannotLookInto() throws Exception {
        // when
        Trial trial = run("far");

        // then
        RunEvents events = trial.assertMeasured("VALID");
        Path there = login.runs().resolve(events.run());
        assertThat(Slurm.show(events.clusterJob("db"))).contains("UserId=" + LoginNode.CLUSTER + "(");
        assertThat(events.data("cluster.observed").path("facts").path("reached by").asString()).isEqualTo("ssh cluster");
        assertThat(files(trial.output())).containsAll(files(there)).contains("metrics.csv", "report/report.html", "results/load/rep-1/summary.txt", "recipe.yaml");
        assertThat(workbench.assay("logs", "latest").out()).contains("==> db (", "==> load (");
        Leftovers.assertNone(events.run(), there);
        assertThat(workbench.assay("server", "stop").exitCode()).isZero();
        Eventually.await("the connection ends with the server", Duration.ofSeconds(20), () -> login.connections().isEmpty());
        assertThat(LoginNode.leftFiles()).isEmpty();
    }

    @Test
    @ResourceLock(TestCluster.GPU)
    void shouldLoseNothingWhileTheConnectionIsCut() throws Exception {
        // given
        Process filler = new ProcessBuilder("srun", "--partition=gpu", "--exclusive", "--time=5", "sleep", "300").start();
        Eventually.await("the partition is full", Duration.ofSeconds(20), () -> Slurm.living("").isEmpty() || filler.isAlive());
        Trial trial = run("cut", "slurm.partition=gpu", "clients.load.with.duration=12s");
        trial.clusterJob("db");

        // when
        cut();
        filler.descendants().forEach(ProcessHandle::destroy);
        filler.destroy();
        trial.awaitTold("db: says it started");
        cut();
        trial.awaitTold("load: says measure");
        cut();

        // then
        RunEvents events = trial.assertEnds(0, "VALID");
        assertThat(events.of("job.submitted", "db")).hasSize(1);
        assertThat(events.of("job.submitted", "load")).hasSize(1);
        assertThat(files(trial.output())).contains("results/load/rep-1/summary.txt").containsAll(files(login.runs().resolve(events.run())));
    }

    /** For as long as several requests of a run take. */
    private void cut() throws IOException {
        login.cut();
        List<String> said = List.of(workbench.assay("show", "latest").out());
        assertThat(said).isNotEmpty();
        login.listen();
    }
}
