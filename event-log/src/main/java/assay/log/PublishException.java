package assay.log;

/** A request did not get into the inbox, or nobody knows whether it did; the message says why and what to do. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
