package assay.loadgen.driver;

import io.vertx.core.Future;

/**
 * One user: at most one request at a time over one connection, on one event loop. A user whose connection was lost connects again with its
 * next request, and the time for that belongs to the request.
 */
public interface User {
    /** Connects, where it is not connected. */
    Future<Void> connect();

    /** Sends one request; the future fails with {@link RequestFailure} when it was not answered as it should be. */
    Future<Reply> request(Request request);

    /** Gives up the request under way and the connection with it. */
    void abort();
}
