package assay.monitor;

import assay.events.MetricEvent;
import assay.events.RunId;
import assay.log.MetricPublisher;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes once the publisher is there; what comes before is dropped, since no promise depends on it. */
final class LateSink implements MetricSink {
    private static final Logger LOGGER = LoggerFactory.getLogger(LateSink.class);
    private final AtomicReference<Optional<MetricPublisher>> publisher = new AtomicReference<>(Optional.empty());

    void open(MetricPublisher opened) {
        publisher.set(Optional.of(opened));
    }

    void failed(Throwable reason) {
        LOGGER.atWarn().addKeyValue("reason", reason.getMessage()).log("The metrics topic cannot be written; samples go to metrics.csv only");
    }

    @Override
    public void publish(RunId run, MetricEvent event, Instant at) {
        publisher.get().ifPresent(open -> open.publish(run, event, at));
    }

    Future<Void> close() {
        return publisher.get().map(MetricPublisher::close).orElse(Future.succeededFuture());
    }
}
