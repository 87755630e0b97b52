package assay.gateway;

import assay.gateway.stream.Streams;
import assay.gateway.view.LogView;
import io.vertx.ext.web.RoutingContext;

/** Tells of runs as something becomes of them. */
record FollowOperations(LogView view, Streams streams) {
    void events(RoutingContext context) {
        streams.runEvents(context, view.run(Parameters.of(context).path("id")).id());
    }

    void metrics(RoutingContext context) {
        streams.runMetrics(context, view.run(Parameters.of(context).path("id")).id());
    }
}
