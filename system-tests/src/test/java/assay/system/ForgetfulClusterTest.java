package assay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Slurm that keeps no accounts, forgets a job two seconds behind its end, and limits memory by cgroups: a second test cluster beside the first. */
@Timeout(300)
class ForgetfulClusterTest {
    private static final Map<String, String> CLUSTER = Map.of("BASE", "/tmp/assay-slurm-forgetful", "PORT", "8817", "NODES", "2", "WITH_DBD", "0", "MIN_JOB_AGE", "2",
            "WITH_CGROUP", "1");

    @RegisterExtension
    final Workbench workbench = new Workbench();

    @BeforeAll
    static void up() {
        assumeTrue(Files.isDirectory(Path.of("/sys/fs/cgroup/memory")), "the kernel offers no cgroups of version 1, with which the test cluster limits memory");
        TestCluster.govern(CLUSTER, List.of("up"));
    }

    @AfterAll
    static void wipe() {
        if (System.getenv("ASSAY_TESTCLUSTER") != null) {
            TestCluster.govern(CLUSTER, List.of("wipe"));
        }
    }

    private Trial start(String name, String recipe, String... further) throws Exception {
        workbench.environment("SLURM_CONF", CLUSTER.get("BASE") + "/etc/slurm.conf");
        return Trial.start(workbench, name, recipe, further);
    }

    @Test
    void shouldSayThatAClientTookMoreMemoryThanItHad() throws Exception {
        // given
        String recipe = Recipes.client("perl -e '$m = \"x\" x (300 << 20); sleep 60'");

        // then
        start("greedy", recipe, "--set", "clients.load.slurm.mem=64M").assertFails("client load failed", "OUT_OF_MEMORY");
    }

    @Test
    void shouldBelieveTheJobsThemselvesWhereSlurmForgetsThem() throws Exception {
        // when
        RunEvents events = start("forgotten", Recipes.stopping(6, Recipes.measured(2, 0))).assertCarriedThrough(0, "VALID");

        // then
        assertThat(events.of("job.ended", "load").getFirst().path("data").path("state").asString()).isIn("COMPLETED", "GONE");
    }
}
