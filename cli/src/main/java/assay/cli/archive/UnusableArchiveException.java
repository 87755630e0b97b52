package assay.cli.archive;

/** A file is no archive of a run that this build can use; the message says why. */
public final class UnusableArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableArchiveException(String message) {
        super(message);
    }
}
