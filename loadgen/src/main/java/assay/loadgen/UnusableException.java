package assay.loadgen;

/** The server cannot be used as it was asked for, so there is nothing to measure. */
final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
