package assay.loadgen.driver;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Tells what kind of failure an exception of the network is. The words stand in {@code docs/loadgen.md}. */
public final class Failures {
    /** No connection could be made. */
    public static final String CONNECT = "connect";
    /** The connection ended before the answer did. */
    public static final String CLOSED = "closed";
    /** No answer in time. */
    public static final String TIMEOUT = "timeout";
    /** The answer was none that the protocol allows. */
    public static final String PROTOCOL = "protocol";

    private Failures() {
    }

    /** The failure as it is counted. */
    public static RequestFailure of(Throwable cause) {
        return cause instanceof RequestFailure known ? known : new RequestFailure(kind(cause), said(cause));
    }

    private static String kind(Throwable cause) {
        String text = said(cause).toLowerCase(Locale.ROOT);
        if (cause instanceof ConnectException || cause instanceof UnknownHostException || cause instanceof NoRouteToHostException
                || cause instanceof SSLException || text.contains("connection refused")) {
            return CONNECT;
        }
        if (cause instanceof HttpClosedException || cause instanceof ClosedChannelException || text.contains("closed") || text.contains("reset")
                || text.contains("broken pipe")) {
            return CLOSED;
        }
        if (text.contains("timeout") || text.contains("timed out")) {
            return TIMEOUT;
        }
        return cause instanceof IOException ? CLOSED : PROTOCOL;
    }

    private static String said(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
