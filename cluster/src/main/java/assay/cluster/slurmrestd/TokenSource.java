package assay.cluster.slurmrestd;

/** Where a token for slurmrestd comes from: a command such as {@code scontrol token}, or a secret of the user's. */
public interface TokenSource {

    /**
     * A token that is good for a while.
     *
     * @throws assay.cluster.ClusterSilentException when none can be had, with the reason
     */
    String token();
}
