package assay.gateway.access;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/** Ends a connection at once. Closing it politely waits until all is taken that was written, for ever where the other side takes nothing. */
public final class HangUp {
    private HangUp() {
    }

    /** On this connection, whatever is still under way on it. */
    public static void on(HttpConnection connection) {
        if (connection instanceof HttpServerConnection server) {
            // From behind the handler that waits, not through it.
            server.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
