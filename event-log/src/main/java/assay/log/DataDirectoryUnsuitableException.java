package assay.log;

/** The data directory cannot hold a log; the message says why and what to do. */
public final class DataDirectoryUnsuitableException extends Exception {
    private static final long serialVersionUID = 1L;

    DataDirectoryUnsuitableException(String message) {
        super(message);
    }
}
