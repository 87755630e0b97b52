package assay.gateway;

import assay.events.Envelope;
import assay.events.EventId;
import assay.events.RecipeEvent;
import assay.events.RunId;
import assay.gateway.problem.ProblemKind;
import assay.log.InboxPublisher;
import assay.log.JsonCodec;
import assay.log.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/** The way into the inbox: a request is done when Kafka has acknowledged it. What would wait too long in a row is turned away at once. Confined to a context. */
final class Inbox implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int SIDE_BY_SIDE = 16;
    private static final int MOST_WAITING = 256;
    /** A little less than the topic takes. */
    private static final int MOST_BYTES = 1_000_000;
    private static final JsonCodec CODEC = new JsonCodec();

    private final InboxPublisher publisher;
    private final WorkerExecutor workers;
    private final InstantSource clock;
    private int waiting;

    Inbox(Vertx vertx, Topics topics, InstantSource clock) {
        this.publisher = new InboxPublisher(topics, LIMIT);
        this.workers = vertx.createSharedWorkerExecutor("assay-gateway-inbox", SIDE_BY_SIDE);
        this.clock = clock;
    }

    /** Puts a request into the inbox. */
    Future<Void> publish(RunId run, RecipeEvent request) {
        int bytes = CODEC.json(request).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw ProblemKind.TOO_LARGE.because("recipe and files make an event of " + bytes + " bytes, and " + MOST_BYTES + " are the most; make them smaller");
        }
        if (waiting >= MOST_WAITING) {
            throw ProblemKind.TOO_BUSY.because(MOST_WAITING + " requests wait for Kafka already; send this one again later");
        }
        waiting++;
        Envelope envelope = new Envelope(new EventId(UUID.randomUUID().toString()), run, "/assay/gateway", clock.instant(), "", request);
        return workers.executeBlocking(() -> publisher.publish(envelope), false).<Void>mapEmpty().onComplete(done -> waiting--);
    }

    @Override
    public void close() {
        publisher.close();
        workers.close();
    }
}
