package assay.gateway;

import assay.core.view.RunEntry;
import assay.events.RunId;
import assay.events.Topic;
import assay.gateway.stream.Extent;
import assay.gateway.stream.Streams;
import assay.gateway.view.LogView;
import assay.log.Topics;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/** Follows runs, and all runs. */
final class FollowOperations {
    private final LogView view;
    private final Streams streams;

    private FollowOperations(LogView view, Streams streams) {
        this.view = view;
        this.streams = streams;
    }

    static FollowOperations open(Vertx vertx, Topics topics, LogView view) {
        return new FollowOperations(view, Streams.open(vertx, topics, run -> extent(topics, view, run)));
    }

    private static Extent extent(Topics topics, LogView view, RunId run) {
        return new Extent(view.first(run, topics.partitionOf(Topic.JOBS, run)), view.over(run).map(stub -> OptionalLong.of(stub.last())).orElse(OptionalLong.empty()),
                view.find(run).map(RunEntry::requestedAt).orElse(Instant.EPOCH));
    }

    Streams streams() {
        return streams;
    }

    void runEvents(RoutingContext context) {
        ofRun(context, streams::runEvents);
    }

    void runMetrics(RoutingContext context) {
        ofRun(context, streams::runMetrics);
    }

    void allEvents(RoutingContext context) {
        streams.allEvents(context);
    }

    void allMetrics(RoutingContext context) {
        streams.allMetrics(context);
    }

    private void ofRun(RoutingContext context, BiConsumer<RoutingContext, RunId> stream) {
        stream.accept(context, view.run(Parameters.of(context).path("id")).id());
    }
}
