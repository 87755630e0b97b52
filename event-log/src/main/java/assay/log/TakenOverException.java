package assay.log;

/** Another instance of the service fenced this one off. */
final class TakenOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenOverException(String loop) {
        super("Another instance took over " + loop + ": it works on this log now, this one has stopped");
    }
}
