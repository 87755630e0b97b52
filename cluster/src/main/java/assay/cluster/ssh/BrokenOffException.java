package assay.cluster.ssh;

/** A request was sent, and no answer came: nobody knows what it did. */
final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenOffException(String reason) {
        super(reason);
    }
}
