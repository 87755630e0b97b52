package assay.loadgen.http;

import assay.loadgen.driver.RequestFailure;

/** How an answer of the wrong status is counted. */
public final class HttpFailures {
    private static final int SAMPLE = 300;
    private static final int HUNDRED = 100;

    private HttpFailures() {
    }

    /** Class {@code http-4xx} and the like, with the status and the beginning of what came with it. */
    public static RequestFailure status(int status, String body) {
        String text = body.strip();
        return new RequestFailure("http-" + status / HUNDRED + "xx", status + (text.isEmpty() ? "" : " " + text.substring(0, Math.min(SAMPLE, text.length()))));
    }
}
