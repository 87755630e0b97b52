package assay.log;

/** Kafka cannot be used as it is; the message says what failed, where and what to do. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    LogUnavailableException(String message) {
        super(message);
    }
}
