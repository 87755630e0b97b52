package assay.cluster;

/** The cluster did not answer. The message is in the cluster's own words. */
public final class ClusterSilentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the words of the command that failed. */
    public ClusterSilentException(String message) {
        super(message);
    }
}
