package assay.cli;

/** A server could not be spoken to, or cannot do its work now; the message says which, why, and what to do. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
