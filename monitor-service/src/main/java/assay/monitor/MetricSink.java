package assay.monitor;

import assay.events.MetricEvent;
import assay.events.RunId;
import java.time.Instant;

/** Where metric events go for whoever watches; losing one is allowed. */
interface MetricSink {
    /** Hands an event over; never blocks, never fails. */
    void publish(RunId run, MetricEvent event, Instant at);
}
