package assay.gateway.stream;

import assay.gateway.access.HangUp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is written to. What follows something within a moment is gathered and goes out together, so that many who follow much cost little. Whoever takes
 * nothing for a while, or is too far behind, is dropped; he may come back and go on where he was.
 */
final class Recipient {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recipient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int PIECE = 16 << 10;
    private static final long ENOUGH = 64 << 10;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Backlog all;
    private Buffer gathered = Buffer.buffer();
    private boolean gathering;
    private long pending;
    private long progressAt = System.nanoTime();
    private long writtenAt = System.nanoTime();
    private boolean gone;
    private Promise<Void> room = Promise.promise();

    Recipient(RoutingContext context, Backlog all, String type) {
        this.context = context;
        this.response = context.response();
        this.all = all;
        response.setChunked(true).putHeader("Content-Type", type).putHeader("X-Accel-Buffering", "no");
        context.addEndHandler(ended -> {
            gone = true;
            remainder();
        });
    }

    boolean gone() {
        return gone;
    }

    /** Writes, or drops him. */
    void write(Buffer buffer) {
        if (gone) {
            return;
        }
        if (pending > Backlog.MOST || all.tooMuch()) {
            drop("he is too far behind");
            return;
        }
        progressAt = pending == 0 ? System.nanoTime() : progressAt;
        writtenAt = System.nanoTime();
        count(buffer.length());
        gathered.appendBuffer(buffer);
        if (gathered.length() >= PIECE) {
            send();
        } else if (!gathering) {
            send();
            gather();
        }
    }

    private void gather() {
        gathering = true;
        context.vertx().setTimer(MOMENT.toMillis(), id -> {
            gathering = false;
            if (!gone && gathered.length() > 0) {
                send();
                gather();
            }
        });
    }

    private void send() {
        Buffer now = gathered;
        gathered = Buffer.buffer();
        response.write(now).onComplete(written -> {
            progressAt = System.nanoTime();
            count(-now.length());
        });
    }

    /** What was gathered for one who is gone counts no more. */
    private Buffer remainder() {
        Buffer rest = gathered;
        gathered = Buffer.buffer();
        count(-rest.length());
        return rest;
    }

    private void count(long bytes) {
        pending += bytes;
        all.add(bytes);
        if (pending < ENOUGH) {
            Promise<Void> waiting = room;
            room = Promise.promise();
            waiting.tryComplete();
        }
    }

    /** Whether he should take some of what was written before there is more. */
    boolean full() {
        return pending >= ENOUGH;
    }

    /** Completes when he has. */
    Future<Void> room() {
        return full() ? room.future() : Future.succeededFuture();
    }

    /** Drops him when he takes nothing; gives whether nothing was written to him for a time. */
    boolean silentFor(Duration time) {
        long now = System.nanoTime();
        if (!gone && pending > 0 && now - progressAt > PATIENCE.toNanos()) {
            drop("he takes nothing");
        }
        return now - writtenAt > time.toNanos();
    }

    void drop(String why) {
        gone = true;
        remainder();
        LOGGER.atInfo().addKeyValue("path", context.normalizedPath()).addKeyValue("behind", pending).addKeyValue("reason", why).log("A follower is dropped");
        HangUp.on(context.request().connection());
    }

    void end(Buffer last) {
        if (!gone) {
            gone = true;
            response.end(remainder().appendBuffer(last));
        }
    }
}
