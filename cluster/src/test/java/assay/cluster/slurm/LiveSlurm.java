package assay.cluster.slurm;

import static org.junit.jupiter.api.Assumptions.abort;

import assay.cluster.ClusterSilentException;
import java.nio.file.Path;

/** The real Slurm of this machine, for the tests that need one. */
final class LiveSlurm {
    private LiveSlurm() {
    }

    /** Opened and asked; a test is aborted with the reason when nobody answers. */
    static SlurmCluster open() {
        if (!SlurmCluster.present()) {
            return abort("there is no sbatch on PATH");
        }
        SlurmCluster cluster = SlurmCluster.open(SlurmConfig.standard(Path.of(System.getProperty("java.io.tmpdir"))));
        try {
            cluster.facts();
            return cluster;
        } catch (ClusterSilentException e) {
            cluster.close();
            return abort("Slurm is installed, but does not answer (SLURM_CONF names another one): " + e.getMessage());
        }
    }
}
