package assay.cluster;

/** The cluster answered, and said no: this is not silence, and asking again does not help. The message is in the cluster's own words. */
public final class ClusterRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the words of the command that was refused. */
    public ClusterRefusedException(String message) {
        super(message);
    }
}
