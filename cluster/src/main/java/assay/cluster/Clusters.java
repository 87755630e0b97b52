package assay.cluster;

import assay.cluster.slurm.SlurmCluster;
import assay.cluster.slurm.SlurmConfig;

/** Which cluster this machine belongs to. */
public final class Clusters {
    private Clusters() {
    }

    /** Slurm where {@code sbatch} is on PATH; a Slurm that is silent stays Slurm. Else none. */
    public static Cluster here() {
        return SlurmCluster.present() ? SlurmCluster.open(SlurmConfig.standard())
                : new NoCluster("no sbatch was found on PATH, and the local cluster is not available yet");
    }
}
