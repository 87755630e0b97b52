package assay.loadgen.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Holds the event loop of one lane. */
final class LaneVerticle extends VerticleBase {
    @Override
    public Future<?> start() {
        return Future.succeededFuture();
    }

    Context loop() {
        return context;
    }
}
