package assay.log;

/** Kafka cannot be used as it is; the message says what failed, where and what to do. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what could not be reached and why, for people. */
    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With what could not be reached and why, for people. */
    public LogUnavailableException(String message) {
        super(message);
    }
}
