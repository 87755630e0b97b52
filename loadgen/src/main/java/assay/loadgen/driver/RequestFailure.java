package assay.loadgen.driver;

/** A request that was not answered as it should be: the class under which it is counted, and what was said. Has no stack trace. */
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String failureClass;

    public RequestFailure(String failureClass, String message) {
        super(message, null, false, false);
        this.failureClass = failureClass;
    }

    /** A word such as {@code connect}, {@code closed} or {@code http-5xx}. */
    public String failureClass() {
        return failureClass;
    }
}
