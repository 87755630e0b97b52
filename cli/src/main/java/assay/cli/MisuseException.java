package assay.cli;

/** The command was used in a way that cannot work; the message says what to do. */
final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message);
    }
}
