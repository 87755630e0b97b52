package assay.parser;

/** Stops the reading of a text that cannot be read further; its problem is reported already. Never leaves the {@link YamlReader}. */
final class UnreadableException extends RuntimeException {
    UnreadableException() {
        super("reported", null, false, false);
    }
}
