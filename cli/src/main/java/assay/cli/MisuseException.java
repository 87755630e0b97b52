package assay.cli;

/** The command was used in a way that cannot work; the message says what to do. */
public final class MisuseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MisuseException(String message) {
        super(message);
    }
}
