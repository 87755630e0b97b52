package assay.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody looks after any more is found and ended; what somebody looks after is left alone, whoever asks. */
@Timeout(180)
class GcTest {
    @RegisterExtension
    final Workbench workbench = new Workbench();

    @ParameterizedTest
    @ValueSource(strings = {"slurm", "local"})
    void shouldEndARunOfAnotherLogOnlyOnceItsLeaseRanOut(String cluster) throws Exception {
        // given
        workbench.environment("ASSAY_LEASE_SECONDS", "10");
        String run = measuring(cluster);
        ProcessHandle server = workbench.server().orElseThrow();
        String other = workbench.directory().resolve("other-data").toString();

        // when
        Ended own = gc(workbench.data().toString(), cluster, "--yes");
        Ended fresh = gc(other, cluster, "--yes");
        boolean lived = lives(run);
        server.destroyForcibly();
        server.onExit().join();
        Eventually.await("the lease has run out", Trial.LIMIT, () -> gc(other, cluster).out().contains("a stray"));
        Ended stale = gc(other, cluster, "--yes", "--json");

        // then
        assertThat(List.of(own, fresh)).extracting(Ended::exitCode).containsOnly(0);
        assertThat(lived).isTrue();
        assertThat(stale.exitCode()).as(stale.console()).isZero();
        assertThat(stale.out().strip()).isEqualTo("[ ]");
        Leftovers.assertNothingLives(run);
    }

    @Test
    void shouldEndAJobOfARunThatIsOver() throws Exception {
        // given
        String run = workbench.assay("run", recipe("slurm", Recipes.measured(1, 0)), "-o", workbench.output().toString(), "--detach").out().strip();
        assertThat(workbench.assay("wait", run).exitCode()).isZero();
        String token = workbench.events().token("load").replace("-a1.", "-a2.");
        String script = workbench.recipe("late.sh", "#!/bin/bash\nsleep 600\n");
        workbench.start(List.of("sbatch", "--job-name=" + token, "--chdir=" + workbench.output(), "--output=/dev/null", script)).await(Trial.LIMIT);

        // when
        Ended shown = gc(workbench.data().toString(), "slurm");
        boolean lived = !Slurm.living(run).isEmpty();
        Ended ended = gc(workbench.data().toString(), "slurm", "--yes");

        // then
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.console()).contains(token, "of this log, its run is over: a stray", "`assay gc --yes` ends it");
        assertThat(lived).isTrue();
        assertThat(ended.exitCode()).as(ended.console()).isZero();
        assertThat(ended.console()).contains("1 stray ended");
        Leftovers.assertNothingLives(run);
    }

    @Test
    void shouldRemoveScratchThatNobodyHolds() throws Exception {
        // given
        String token = "db-a1.gonegone00.elsewher.assay";
        Path scratch = Files.createDirectories(Path.of("/tmp", "assay-" + token));
        String data = workbench.directory().resolve("other-data").toString();

        // when
        Ended young = gc(data, "local", "--yes");
        boolean left = Files.exists(scratch);
        workbench.start(List.of("touch", "-d", "1 hour ago", scratch.toString())).await(Trial.LIMIT);
        Ended old = gc(data, "local", "--yes");

        // then
        assertThat(young.exitCode()).isZero();
        assertThat(left).isTrue();
        assertThat(old.exitCode()).isZero();
        assertThat(scratch).doesNotExist();
    }

    @Test
    void shouldFailWhenTheClusterDoesNotAnswer() throws Exception {
        // given
        workbench.environment("SLURM_CONF", workbench.recipe("slurm.conf", "ClusterName=none\nSlurmctldHost=localhost(127.0.0.1)\nSlurmctldPort=1\n"));

        // when
        Ended gc = gc(workbench.data().toString(), "slurm", "--yes");

        // then
        assertThat(gc.exitCode()).isEqualTo(3);
        assertThat(gc.err()).contains("the cluster cannot be asked");
    }

    private String measuring(String cluster) throws IOException {
        String run = workbench.assay("run", recipe(cluster, Recipes.measured(300, 0)), "-o", workbench.output().toString(), "--detach").out().strip();
        workbench.awaitReport("load", "\"phase\":\"measure\"");
        return run;
    }

    private String recipe(String cluster, String text) throws IOException {
        return workbench.recipe("recipe.yaml", text.replaceFirst("name: two\n", "name: two\ncluster: " + cluster + "\n"));
    }

    private Ended gc(String data, String cluster, String... further) {
        List<String> words = new ArrayList<>(List.of("gc", "--data-dir", data, "--cluster", cluster));
        words.addAll(List.of(further));
        return workbench.assay(words.toArray(String[]::new));
    }

    private static boolean lives(String run) {
        return Leftovers.processes(run).stream().anyMatch(process -> process.contains("sleep 300"));
    }
}
