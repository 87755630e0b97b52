package assay.gateway.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the connections, and shows those the way out that keep the gateway waiting: for the headers of a request, or for its body. What a client
 * sends or takes while it is answered is bounded by the idle limit of the socket.
 */
final class Door {
    private static final long LOOKING_MILLIS = 500;
    private final Vertx vertx;
    private final Limits limits;
    private final Map<HttpConnection, Presence> inside = new IdentityHashMap<>();
    private boolean watched;

    Door(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Lets a connection in, or not. */
    void enter(HttpConnection connection) {
        if (inside.size() >= limits.connections()) {
            connection.close();
            return;
        }
        watch();
        inside.put(connection, new Presence(Waiting.FOR_FIRST_REQUEST, System.nanoTime()));
        connection.closeHandler(ignored -> inside.remove(connection));
    }

    /** What is waited for now on the connection of a request. */
    void waits(RoutingContext context, Waiting what) {
        inside.computeIfPresent(context.request().connection(), (connection, before) -> new Presence(what, System.nanoTime()));
    }

    int connections() {
        return inside.size();
    }

    private void watch() {
        if (!watched) {
            watched = true;
            vertx.setPeriodic(LOOKING_MILLIS, ignored -> sendAwayTheLate());
        }
    }

    private void sendAwayTheLate() {
        long now = System.nanoTime();
        List<HttpConnection> late = inside.entrySet().stream()
                .filter(entry -> limit(entry.getValue().what()).filter(limit -> now - entry.getValue().since() > limit.toNanos()).isPresent())
                .map(Map.Entry::getKey).toList();
        late.forEach(HangUp::on);
    }

    private Optional<Duration> limit(Waiting what) {
        return switch (what) {
            case FOR_FIRST_REQUEST -> Optional.of(limits.header());
            case FOR_NEXT_REQUEST -> Optional.of(limits.between());
            case FOR_BODY, FOR_STRANGER -> Optional.of(limits.body());
            case FOR_NOTHING -> Optional.empty();
        };
    }

    /** What the gateway waits for on a connection. */
    enum Waiting {
        FOR_FIRST_REQUEST, FOR_NEXT_REQUEST, FOR_BODY,
        /** To take what he asked for without a key. */
        FOR_STRANGER,
        FOR_NOTHING
    }

    private record Presence(Waiting what, long since) {
    }
}
