package assay.gateway.stream;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log as it grows: looked at now and then, no oftener than its cluster bears, and read no faster than it is taken. */
final class LiveLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(LiveLog.class);
    private static final int PIECE = 256 << 10;
    private static final int MOST_FAILURES = 5;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final LogSource source;
    private final Duration pace;
    private final Recipient recipient;
    private long offset;
    private int failures;

    LiveLog(Vertx vertx, WorkerExecutor workers, LogSource source, Duration pace, Recipient recipient) {
        this.vertx = vertx;
        this.workers = workers;
        this.source = source;
        this.pace = pace;
        this.recipient = recipient;
    }

    void look() {
        if (recipient.gone()) {
            return;
        }
        boolean over = source.over();
        workers.executeBlocking(() -> source.read(offset, PIECE), false).onSuccess(found -> take(found, over)).onFailure(this::failed);
    }

    private void take(Optional<byte[]> found, boolean over) {
        failures = 0;
        byte[] bytes = found.orElse(new byte[0]);
        if (bytes.length > 0) {
            offset += bytes.length;
            recipient.write(Buffer.buffer(bytes));
        }
        if (bytes.length == PIECE) {
            recipient.room().onSuccess(taken -> look());
        } else if (over) {
            recipient.end(Buffer.buffer());
        } else {
            later();
        }
    }

    private void later() {
        vertx.setTimer(pace.toMillis(), ignored -> recipient.room().onSuccess(taken -> look()));
    }

    private void failed(Throwable failure) {
        failures++;
        if (failures < MOST_FAILURES) {
            later();
        } else {
            LOGGER.atWarn().addKeyValue("reason", failure.getMessage()).log("A log cannot be followed any longer");
            recipient.drop("the cluster does not answer");
        }
    }
}
