package assay.gateway.access;

/** The gateway may not start like this; the message is for people. */
public final class AccessRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    AccessRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
