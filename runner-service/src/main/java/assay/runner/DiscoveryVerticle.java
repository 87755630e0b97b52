package assay.runner;

import assay.core.discovery.DiscoveryProgram;
import assay.core.discovery.EndpointProbed;
import assay.core.discovery.ProbeEndpoint;
import assay.core.loop.Loop;
import assay.core.run.Runs;
import assay.events.Writer;
import assay.log.Host.Surroundings;
import assay.log.LogLoops;
import assay.log.LoopSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;

/** Connects discovery to the log of record. Wiring only. */
public final class DiscoveryVerticle extends VerticleBase {
    private final LogLoops<ProbeEndpoint, EndpointProbed> loops;

    /** Discovery needs nothing but the log and the network. */
    public DiscoveryVerticle(Surroundings surroundings) {
        this.loops = new LogLoops<>(surroundings, partition -> LoopSettings.of(Writer.DISCOVERY, partition).keeping(surroundings.snapshots()),
                () -> new Loop<>(new DiscoveryProgram(), Runs.forService(surroundings.topics().logId())), EndpointProber::new, Clock.systemUTC());
    }

    @Override
    public Future<?> start() {
        return loops.start();
    }

    @Override
    public Future<?> stop() {
        loops.close();
        return Future.succeededFuture();
    }
}
